# A data descriptor put on a class later stands before the attribute that instances have already, wherever the code has run before.
class Point:
    def __init__(self):
        self.x = 1

def read(p): return p.x
def write(p, value): p.x = value

p = Point()
for i in range(5):
    write(p, i)
    print(read(p), end=" ")
print()
Point.x = property(lambda self: "property", lambda self, value: print("set to", value))
print(read(p))
write(p, 7)
print(p.__dict__)
del Point.x
print(read(p))


class Base: pass
class Derived(Base): pass
class Descriptor:
    def __get__(self, instance, owner): return "got"

d = Derived()
d.y = "own"
def get(o): return o.y
for _ in range(3): get(d)
Base.y = Descriptor()
print(get(d))
Descriptor.__set__ = lambda self, instance, value: print("__set__", value)
print(get(d))
del Descriptor.__set__
print(get(d))
Base.__getattribute__ = lambda self, name: "all " + name
print(get(d))
del Base.__getattribute__
print(get(d))


class Slotted:
    __slots__ = ("z",)

s = Slotted()
s.z = 5
def z(o): return o.z
for _ in range(3): z(s)
Slotted.z = "class attribute"
print(z(s))
