# __getattribute__ sees every access, __getattr__ only failed ones; special methods bypass both.
class Dynamic:
    present = "class attribute"

    def __getattr__(self, name):
        if name.startswith("no_"):
            raise AttributeError(f"refused {name}")
        return f"made {name}"


d = Dynamic()
d.own = "instance"
print(d.present, d.own, d.anything, hasattr(d, "no_x"), hasattr(d, "x"), getattr(d, "no_x", "default"))
try:
    d.no_way
except AttributeError as error:
    print(error, error.name, error.obj is d)


class Logged:
    def __init__(self):
        self.value = 1

    def __getattribute__(self, name):
        print("get", name)
        if name == "absent":
            raise AttributeError("from __getattribute__")
        return super().__getattribute__(name)

    def __getattr__(self, name):
        print("fallback", name)
        return 99

    def method(self):
        return self.value

    def __len__(self): return 3


l = Logged()
print(l.value, l.method(), l.absent, l.nothing)
print(len(l), bool(l), hasattr(l, "__dict__"))


class Prop:
    @property
    def broken(self):
        raise AttributeError("inside the property")
    def __getattr__(self, name):
        return f"getattr({name})"


print(Prop().broken)


class OtherError:
    def __getattr__(self, name):
        raise KeyError(name)


try:
    hasattr(OtherError(), "q")
except KeyError as error:
    print(repr(error))
instance = OtherError()
instance.__dict__["__getattr__"] = lambda n: "never"
try:
    instance.z
except KeyError as error:
    print(repr(error))
