# Class attributes go through the metaclass's descriptors; instances do not see the metaclass.
class Meta(type):
    @property
    def label(cls):
        return f"<{cls.__name__}>"

    def helper(cls):
        return "helper of " + cls.__name__

    shared = "on meta"

    def __getattr__(cls, name):
        return f"missing {name} of {cls.__name__}"


class C(metaclass=Meta):
    own = 1
    shared_here = 2


print(C.label, C.helper(), C.shared, C.own, C.nothing)
for name in ("label", "helper", "shared", "nothing"):
    try:
        print(getattr(C(), name))
    except AttributeError as error:
        print(error)
try:
    C.label = 5
except AttributeError as error:
    print(error)
C.shared = "on class"
print(C.shared, Meta.shared, C().shared)


class ClassBeatsNonData(metaclass=Meta):
    label = "data descriptor of the metaclass wins"
    helper = "class attribute beats a non-data descriptor"


print(ClassBeatsNonData.label, ClassBeatsNonData.helper, ClassBeatsNonData().label)


class Meta2(type):
    def __setattr__(cls, name, value):
        print("meta setattr", name, value)
        super().__setattr__(name, value)
    def __delattr__(cls, name):
        print("meta delattr", name)
        super().__delattr__(name)
    def __dir__(cls): return ["z", "a"]
    def __len__(cls): return 7
    def __iter__(cls): return iter((cls.__name__,))
    def __contains__(cls, item): return item == 1
    def __instancecheck__(cls, instance): return instance == "yes"
    def __subclasscheck__(cls, sub): return sub is int
    def __bool__(cls): return False


class D(metaclass=Meta2): pass


D.x = 1
del D.x
print(dir(D), len(D), list(D), 1 in D, 2 in D, bool(D))
print(isinstance("yes", D), isinstance("no", D), isinstance(D(), D), issubclass(int, D), issubclass(str, D))
