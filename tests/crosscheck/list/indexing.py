# Reading and writing single items; everything with __index__ counts.
a = ["a", "b", "c", "d"]
print(a[0], a[-1], a[3], a[-4], a[True], a[False])


class Index:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n


print(a[Index(2)], a[Index(-1)])
a[1] = a[Index(-1)] = "new"
a[False] = 0
print(a)


def store(key):
    a[key] = 1


for action in (lambda: a[4], lambda: a[-5], lambda: a["x"], lambda: a[1.0], lambda: a[None], lambda: a[(1,)], lambda: a[2 ** 90],
               lambda: a[Index(9)], lambda: store(4), lambda: store("q"), lambda: store(-5), lambda: a[Index("no")]):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


class Evil:
    "Empties the list while its index is asked for."
    def __index__(self):
        a.clear()
        return 0


try:
    a[Evil()]
except IndexError as error:
    print(error)
