# Construction, indexing, slices, operators.
print((), (1,), (1, 2), tuple(), tuple("ab"), tuple([1, 2]), tuple({1: 2}))
t = (1, 2, 3, 4, 5)
print(t[0], t[-1], t[1:3], t[::-1], t[::2], t[5:], t[True])
print(t + (6,), t * 2, 2 * (1,), t * 0, () + (), (0,) * 3)
print(t.index(3), t.count(2), t.index(5, -1), 3 in t, 9 in t, len(t))
print(tuple(t) is t, t[:] is t, t * 1 is t, t + () is t)
for action in (lambda: t[5], lambda: t["a"], lambda: t[1.5], lambda: t + [1], lambda: t * "a", lambda: t.index(9), lambda: t.index(1, 1),
               lambda: tuple(5), lambda: tuple(1, 2), lambda: tuple(a=1), lambda: t.count(), lambda: t[2 ** 100], lambda: t[::0]):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


def change():
    t[0] = 1


def delete():
    del t[0]


for action in (change, delete):
    try:
        action()
    except TypeError as error:
        print(error)
