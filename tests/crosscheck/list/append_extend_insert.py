# Adding items: append, extend with all kinds of iterables, insert at any position.
a = []
for i in range(20):
    a.append(i)
print(a, len(a))
a.extend("xy")
a.extend(())
a.extend({1: 2})
a.extend(i * i for i in range(3))
a.extend(a[:2])
print(a)
b = [1, 2]
b.extend(b)
b += b
print(b)
for position in (0, 1, -1, 100, -100):
    c = ["a", "b", "c"]
    c.insert(position, "new")
    print(position, c)


class Index:
    def __index__(self): return 1


c.insert(Index(), "by index")
print(c)
for action in (lambda: c.extend(5), lambda: c.insert("a", 1), lambda: c.append(), lambda: c.append(1, 2), lambda: c.insert(1),
               lambda: c.insert(2 ** 100, 1), lambda: c.extend(x=1)):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)


def failing():
    yield 1
    yield 2
    raise KeyError("stop")


d = []
try:
    d.extend(failing())
except KeyError as error:
    print(repr(error), d)
