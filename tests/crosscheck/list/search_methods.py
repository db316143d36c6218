# index, count, reverse, copy.
a = [3, 1, 2, 3, 1, 3.0, True]
print(a.index(3), a.index(3, 1), a.index(3, 4), a.index(1, -3), a.index(1, -100, 100), a.index(True))
print(a.count(3), a.count(1), a.count("x"), [].count(1))
for args in ((9,), (3, 1, 3), (3, 5, 2), (2, -2), (3, "a"), (3, None), ()):
    try:
        print(a.index(*args))
    except Exception as error:
        print(type(error).__name__, error)
a.reverse()
print(a)
b = a.copy()
b.reverse()
print(a, b, type(b))


class Sub(list): pass


s = Sub(a)
print(type(s.copy()), type(s[:]), type(s + s), type(s * 2), s == a, a == s, repr(s))


class Counts:
    calls = 0
    def __eq__(self, other):
        Counts.calls += 1
        return False


print([Counts(), Counts(), Counts()].count(1), Counts.calls)
item = Counts()
print([item].index(item), Counts.calls)
