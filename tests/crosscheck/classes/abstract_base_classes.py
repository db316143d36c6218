# ABCs: abstract methods, registration, __subclasshook__, caches, and what patterns make of registered classes.
from abc import ABC, ABCMeta, abstractmethod, get_cache_token, update_abstractmethods


class Shape(ABC):
    @property
    @abstractmethod
    def area(self): ...
    @abstractmethod
    def scale(self, by): ...


for abstract in (Shape, type("Half", (Shape,), {"scale": lambda self, by: None})):
    try:
        abstract()
    except TypeError as error:
        print(error)
class Square(Shape):
    area = 4
    def scale(self, by): return by
print(sorted(Shape.__abstractmethods__), Square.__abstractmethods__, Square().scale(3))
class Unrelated: pass
token = get_cache_token()
print(issubclass(Unrelated, Shape), isinstance(Unrelated(), Shape))
print(Shape.register(Unrelated) is Unrelated, token == get_cache_token())
print(issubclass(Unrelated, Shape), isinstance(Unrelated(), Shape), Shape in Unrelated.__mro__)
for bad in (5, Shape):
    try:
        print(Square.register(bad))
    except (TypeError, RuntimeError) as error:
        print(type(error).__name__, error)
class Quacks(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, other):
        if cls is not Quacks: return NotImplemented
        return any("quack" in base.__dict__ for base in other.__mro__)
class Duck:
    def quack(self): ...
class Loud(Quacks): pass
print(isinstance(Duck(), Quacks), issubclass(int, Quacks), issubclass(Duck, Loud))
try:
    issubclass(5, Quacks)
except TypeError as error:
    print(error)
class Late(ABC): pass
Late.extra = abstractmethod(lambda self: None)
print(Late().__class__.__name__)
update_abstractmethods(Late)
try:
    Late()
except TypeError as error:
    print(error)
