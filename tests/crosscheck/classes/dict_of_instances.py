# Who may delete an instance's __dict__; what list.__init__ does with keywords; a class's __doc__.
import functools
import types


class E(Exception):
    pass


class Base:
    pass


class Mixed(Base, Exception):
    pass


class Other(Exception, Base):
    pass


class Meta(type):
    pass


class WithMeta(Exception, metaclass=Meta):
    pass


for cls in (Exception, ValueError, E, Mixed, Other, WithMeta, Base):
    instance = cls()
    instance.x = 1
    try:
        del instance.__dict__
        print(cls.__name__, "deleted", instance.__dict__)
    except Exception as error:
        print(cls.__name__, type(error).__name__, error)


class Module(types.ModuleType):
    pass


for thing in (Module("a"), types.ModuleType("b"), print_it := (lambda: 0), functools.partial(print_it)):
    try:
        del thing.__dict__
        print(type(thing), "deleted")
    except Exception as error:
        print(type(thing), type(error).__name__, error)


class WithNew(list):
    def __new__(cls, sequence, new=None):
        return super().__new__(cls, sequence)


class Plain(list):
    pass


print(WithNew([1, 2], new=3))
for cls in (Plain, list, WithNew):
    for call in (lambda: cls(sequence=()), lambda: cls.__init__(cls(()), sequence=())):
        try:
            print(call())
        except TypeError as error:
            print(error)

for doc in ("x", "\xc4", "x\0y", b"x", 42, None, "x\udcdcy"):
    try:
        print(ascii(type("A", (), {"__doc__": doc}).__doc__))
    except UnicodeEncodeError as error:
        print(error)
A = type("A", (), {})
A.__doc__ = "x\udcdcy"
print(ascii(A.__doc__))
