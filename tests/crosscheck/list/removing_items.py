# pop, remove, del, clear.
a = list(range(10))
print(a.pop(), a.pop(0), a.pop(3), a.pop(-2), a)
del a[0], a[-1]
print(a)
a.remove(5)
print(a)
del a[:]
print(a)
b = [1, 1.0, True, "1"]
b.remove(True)
print(b)
b.clear()
print(b)
for action in (lambda: [].pop(), lambda: [1].pop(1), lambda: [1].pop(-2), lambda: [1].remove(2), lambda: [1].pop("x"),
               lambda: [1].pop(2 ** 80), lambda: [].remove(), lambda: [].clear(1)):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


def delete(target, key):
    del target[key]


for key in (3, -4, "a", None, 2 ** 70):
    try:
        delete([1, 2, 3], key)
    except Exception as error:
        print(type(error).__name__, error)


class Shrinks:
    "Changes the list while it is being searched."
    def __init__(self, target): self.target = target
    def __eq__(self, other):
        self.target.clear()
        return True


c = []
c.extend([Shrinks(c), 2, 3])
c.remove(7)
print(c)
