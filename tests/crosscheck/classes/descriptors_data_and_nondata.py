# Data descriptors beat the instance dict, which beats non-data descriptors; access through class and instance.
class Data:
    def __get__(self, instance, owner):
        return ("data get", instance is None, owner.__name__)
    def __set__(self, instance, value):
        print("data set", value)
    def __delete__(self, instance):
        print("data delete")


class NonData:
    def __get__(self, instance, owner=None):
        return ("nondata get", instance is None, owner.__name__)


class SetOnly:
    def __set__(self, instance, value):
        instance.__dict__["set_only"] = value * 2


class DeleteOnly:
    def __delete__(self, instance):
        print("delete only")


class C:
    data = Data()
    nondata = NonData()
    set_only = SetOnly()
    delete_only = DeleteOnly()


c = C()
c.__dict__.update(data="in dict", nondata="in dict")
print(c.data, c.nondata, C.data, C.nondata)
c.data = 5
del c.data
print(c.__dict__["data"])
del c.nondata
print(c.nondata)
print(type(c.set_only).__name__)
c.set_only = 21
print(c.set_only)
del c.delete_only
for action in ("del c.set_only", "c.delete_only = 1", "del c.nondata"):
    try:
        exec(action)
    except AttributeError as error:
        print(action, "->", error)


class OnInstance: pass


o = OnInstance()
o.d = Data()
print(type(o.d).__name__)
C.data = "replaced on the class"
print(C.data, c.data)


class Sub(C):
    nondata = 7


print(Sub().nondata, Sub.set_only.__class__.__name__)
