# yield from passes send, throw and close to the inner generator and returns its value.
def inner(name):
    print("start", name)
    try:
        while True:
            try:
                x = yield f"{name} waits"
                print(name, "received", x)
                if x == "stop": return f"{name} result"
            except ValueError as error:
                print(name, "caught", error)
    finally:
        print(name, "cleanup")


def outer():
    for name in ("a", "b"):
        result = yield from inner(name)
        print("outer got", result)
    return "outer result"


g = outer()
print(next(g))
print(g.send("hello"))
print(g.throw(ValueError("v")))
print(g.send("stop"))
try:
    g.throw(KeyError("not handled"))
except KeyError as error:
    print("escaped", repr(error))
g = outer()
next(g)
g.close()
g = outer()
next(g)
try:
    g.send("stop"), g.send("stop")
except StopIteration as stop:
    print(stop.value)


class Iter:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration("iter result")
        return self.n


def over_iterator():
    return (yield from Iter()), (yield from "xy"), (yield from ())


g = over_iterator()
print([next(g) for _ in range(5)], end=" ")
try:
    next(g)
except StopIteration as stop:
    print(stop.value)
g = over_iterator()
next(g)
try:
    g.send("no send method")
except AttributeError as error:
    print(error)
g = over_iterator()
next(g)
try:
    g.throw(ValueError("no throw method"))
except ValueError as error:
    print(error)
for bad in (5, None, print):
    def f(): yield from bad
    try:
        next(f())
    except TypeError as error:
        print(error)
