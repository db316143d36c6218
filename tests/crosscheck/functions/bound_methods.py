# Methods bind on access: identity, equality, attributes, and methods made of any callable.
class C:
    def __init__(self, name):
        self.name = name

    def hello(self, greeting="hi"):
        return f"{greeting} {self.name}"

    def __repr__(self):
        return f"C({self.name!r})"


c, d = C("c"), C("d")
bound = c.hello
print(bound(), bound("yo"), C.hello(d), C.hello(d, "hey"))
print(c.hello is c.hello, c.hello == c.hello, c.hello == d.hello, c.hello != d.hello)
print(bound.__self__, bound.__func__ is C.hello, bound.__name__, bound.__qualname__)
print(hash(c.hello) == hash(c.hello))
print(repr(bound), type(bound).__name__)
method = type(bound)
length_of = method(len, [1, 2, 3])
print(length_of(), method(lambda *a: a, 1)(2, 3))
C.hello.note = "on the function"
print(bound.note)
for action in (
    lambda: setattr(bound, "note", 1),
    lambda: method(5, 1),
    lambda: method(len, None),
    lambda: method(len),
    lambda: bound(1, 2, 3),
    lambda: bound.nothing,
):
    try:
        print(action())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
c.hello = lambda: "instance attribute wins"
print(c.hello())
