# __class__ of an instance can be assigned between compatible layouts only.
class A:
    def who(self): return f"A {self.x}"
class B:
    def who(self): return f"B {self.x}"
class Slotted:
    __slots__ = ("x",)
class Slotted2:
    __slots__ = ("x",)
class Slotted3:
    __slots__ = ("y",)
class IntSub(int): pass
class IntSub2(int): pass


a = A()
a.x = 1
a.__class__ = B
print(a.who(), type(a).__name__, isinstance(a, A), isinstance(a, B))
s = Slotted()
s.x = 2
s.__class__ = Slotted2
print(s.x, type(s).__name__)
i = IntSub(5)
i.__class__ = IntSub2
print(i, type(i).__name__)


def attempt(target, value):
    try:
        target.__class__ = value
    except TypeError as error:
        print(error)


attempt(a, Slotted)
attempt(s, Slotted3)
attempt(s, A)
attempt(a, int)
attempt(1, A)
attempt(a, "B")
attempt([], A)
try:
    del a.__class__
except TypeError as error:
    print(error)


class Liar:
    @property
    def __class__(self): return int


print(isinstance(Liar(), int), isinstance(Liar(), Liar), type(Liar()).__name__, Liar().__class__)
