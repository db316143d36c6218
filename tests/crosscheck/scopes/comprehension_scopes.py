# Comprehensions have their own variables, but share the walrus, the outermost iterable and closures.
i = "outer"
print([i for i in range(3)], {i for i in (1,)}, {i: -i for i in (2,)}, list(i for i in (3,)), i)
print([(i, j) for i in range(2) for j in "ab" if i or j == "b"])
print([[j for j in range(i)] for i in range(4)])
print([total := total + v if "total" in globals() else v for v in (1, 2, 3)], total)


def f():
    xs = [1, 2, 3]
    y = 10
    result = [x + y for x in xs if (last := x) < 3]
    return result, last, "x" in locals()


print(f())
print([f() for f in [lambda: k for k in range(3)]])
print([(lambda: k)() for k in range(3)])


def shadow():
    x = "kept"
    a = [x for x in "ab"]
    b = {x: x for x in "c"}
    try:
        [1 / 0 for x in "zz"]
    except ZeroDivisionError:
        pass
    return a, b, x


print(shadow())


def unbound():
    [q for q in "a"]
    return q


try:
    unbound()
except NameError as error:
    print(type(error).__name__, error)
print([x for x in [y for y in [z for z in (1, 2)]]])
print([lambda: (a, b) for a in "x" for b in "y"][0]())
print([*map(lambda n: [n + m for m in range(n)], range(4))])
