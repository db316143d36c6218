# repr of lists, nested and recursive ones.
print([], [1], ["a", 'b"'], [[], [[]]], [1.0, None, True, ...])
a = [1]
a.append(a)
print(a)
b = [a, (a, {"k": a})]
print(b)
c = []
c.append({"self": c})
print(c, str(c) == repr(c))


class Noisy:
    def __repr__(self): return f"<{len(a)}>"


print([Noisy(), Noisy()])


class Broken:
    def __repr__(self): raise ValueError("no repr")


try:
    print([1, Broken()])
except ValueError as error:
    print(error)
print(c)


class Grows:
    def __repr__(self):
        if len(d) < 4:
            d.append("more")
        return "grows"


d = [Grows(), Grows()]
print(d)
e = a == a
print(e)
try:
    f, g = [], []
    f.append(g)
    g.append(f)
    f == g
except RecursionError as error:
    print(type(error).__name__)
