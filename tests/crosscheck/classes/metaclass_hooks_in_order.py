# The order in which a class statement calls the metaclass, __prepare__, the body, __set_name__ and __init_subclass__.
class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kwargs):
        print("prepare", mcls.__name__, name, bases, kwargs)
        return {"from_prepare": True}

    def __new__(mcls, name, bases, namespace, **kwargs):
        print(
            "new", name, [b.__name__ for b in bases], sorted(k for k in namespace if not k.startswith("__")), kwargs,
        )
        return super().__new__(mcls, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kwargs):
        print("init", cls.__name__, kwargs)
        super().__init__(name, bases, namespace)

    def __call__(cls, *args, **kwargs):
        print("call", cls.__name__, args, kwargs)
        return super().__call__(*args, **kwargs)


class Descriptor:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)


class Base(metaclass=Meta):
    print("body of Base")
    d = Descriptor()
    e = Descriptor()

    def __init_subclass__(cls, /, **kwargs):
        print("init_subclass", cls.__name__, kwargs, "z" in cls.__dict__)
        super().__init_subclass__()

    def __new__(cls, *args):
        print("__new__", args)
        return super().__new__(cls)

    def __init__(self, *args):
        print("__init__", args)


try:
    class Fails(Base, flag=1, metaclass=Meta):
        print("body of Fails")
        z = Descriptor()
except TypeError as error:
    print(error)


class Quiet(Meta):
    def __new__(mcls, name, bases, namespace, **kwargs):
        return type.__new__(mcls, name, bases, namespace, **kwargs)


class Derived(Base, flag=2, metaclass=Quiet):
    z = 3


print(Derived.from_prepare, type(Derived).__name__)
Derived(1, 2)
