# Default values are evaluated when def runs, once, left to right, and shared between calls.
def say(value):
    print("default", value)
    return value


def f(a=say(1), b=say([]), *, c=say("c"), d=say({})):
    b.append(a)
    d[a] = c
    return b, d


print(f())
print(f(2))
print(f(3, c="C"))
print(f.__defaults__, f.__kwdefaults__)

x = "at definition"
def g(y=x): return y
x = "later"
print(g())

# they can be replaced from outside
g.__defaults__ = ("replaced",)
print(g())
g.__defaults__ = None
try:
    g()
except TypeError as error:
    print(error)
f.__kwdefaults__ = {"c": 0}
try:
    f(1)
except TypeError as error:
    print(error)
try:
    g.__defaults__ = [1]
except TypeError as error:
    print(error)
try:
    f.__kwdefaults__ = 5
except TypeError as error:
    print(error)
