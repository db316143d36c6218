# Errors while sorting, and lists that change meanwhile.
def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: [1, "a"].sort())
attempt(lambda: sorted([None, None]))
attempt(lambda: [1j, 2j].sort())
attempt(lambda: [1].sort(5))
attempt(lambda: [1].sort(foo=1))
attempt(lambda: [1, 2].sort(key=5))
attempt(lambda: sorted(5))
attempt(lambda: sorted())
attempt(lambda: sorted([1], None))
attempt(lambda: [2, 1].sort(reverse="yes"))


class Fails:
    count = 0
    def __init__(self, n): self.n = n
    def __lt__(self, other):
        Fails.count += 1
        if Fails.count > 20:
            raise ZeroDivisionError("in a comparison")
        return self.n < other.n


items = [Fails(n) for n in (5, 3, 8, 1, 9, 2, 7, 4, 6, 0, 11, 10)]
attempt(items.sort)
print(sorted(item.n for item in items))

a = [3, 1, 2]
def meddle(x):
    a.append(x)
    return x


attempt(lambda: a.sort(key=meddle))
print(a)
b = [3, 1, 2]
def look(x):
    print(b, len(b))
    return x


b.sort(key=look)
print(b)


def bad_key(x): raise KeyError(x)


attempt(lambda: b.sort(key=bad_key))
print(b)


class Odd:
    def __lt__(self, other): return "truthy"


print(len(sorted([Odd(), Odd(), Odd()])))
