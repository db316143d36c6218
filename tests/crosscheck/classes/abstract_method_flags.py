# __isabstractmethod__ and __abstractmethods__ without the abc module: instantiation is refused by name.
class Base:
    def f(self): pass


def abstract(function):
    function.__isabstractmethod__ = True
    return function


class Shape:
    @abstract
    def area(self): pass
    @property
    @abstract
    def name(self): pass
    @classmethod
    @abstract
    def make(cls): pass


print(vars(Shape)["name"].__isabstractmethod__, vars(Shape)["make"].__isabstractmethod__)
try:
    Shape.__abstractmethods__
except AttributeError as error:
    print(error)
print(Shape() is not None)
Shape.__abstractmethods__ = frozenset({"area"})
try:
    Shape()
except TypeError as error:
    print(error)
Shape.__abstractmethods__ = ["name", "area", "make"]
try:
    Shape()
except TypeError as error:
    print(error)
del Shape.__abstractmethods__
print(Shape() is not None)


class Meta(type):
    def __new__(mcls, name, bases, ns):
        cls = super().__new__(mcls, name, bases, ns)
        cls.__abstractmethods__ = frozenset(n for k in cls.__mro__ for n, v in vars(k).items()
                                            if getattr(v, "__isabstractmethod__", False) and getattr(getattr(cls, n), "__isabstractmethod__", False))
        return cls


class Abstract(metaclass=Meta):
    @abstract
    def one(self): pass
    @abstract
    def two(self): pass


class Half(Abstract):
    def one(self): return 1


class Full(Half):
    def two(self): return 2


for cls in (Abstract, Half, Full):
    try:
        print(cls().two())
    except TypeError as error:
        print(error)
