# type(name, bases, dict): the class statement as a call, and what type() refuses.
def shout(self): return self.word.upper()


Loud = type("Loud", (object,), {"word": "hey", "shout": shout, "__doc__": "made by type()"})
print(Loud().shout(), Loud.__name__, Loud.__qualname__, Loud.__module__, Loud.__doc__, Loud.__bases__)
Louder = type("Louder", (Loud,), {"word": "louder"})
print(Louder().shout(), Louder.__mro__)
print(type(5), type(type), type(Loud) is type, type.__base__, object.__base__, type.__mro__)
namespace = {"x": 1}
Copy = type("Copy", (), namespace)
namespace["x"] = 2
print(Copy.x, "x" in namespace, type(Copy.__dict__).__name__)
for arguments in (
    (), (1, 2), ("A", (), {}, 4), ("A", [], {}), ("A", (), []), (5, (), {}), ("A", (5,), {}), ("A\0", (), {}),
    ("A", (int, str), {}),
    ("A", (), {"__slots__": "x", "x": 1}), ("\ud800", (), {}), ("A", (Ellipsis,), {}),
):
    try:
        print(type(*arguments))
    except (TypeError, ValueError, UnicodeEncodeError) as error:
        print(type(error).__name__, error)


class WithMroEntries:
    def __mro_entries__(self, bases):
        print("entries", len(bases))
        return (Loud, dict)


class FromEntries(WithMroEntries()): pass


print(FromEntries.__bases__, len(FromEntries.__orig_bases__))
try:
    type("X", (WithMroEntries(),), {})
except TypeError as error:
    print(error)
class BadEntries:
    def __mro_entries__(self, bases): return [int]
try:
    class Y(BadEntries()): pass
except TypeError as error:
    print(error)
