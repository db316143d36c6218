# Unpacking into names, attributes, subscripts, nested and starred targets; several targets; order.
a, b = 1, 2
a, b = b, a
(c, d), [e, f] = "cd", "ef"
g, (h, (i, *j)), *k = [1, (2, (3, 4, 5)), 6, 7]
*l, m = "xyz"
n, *o, p = range(6)
[q] = [8]
r, = (9,)
*s, = "star"
() = []
[] = ()
print(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s)
x = y, z = 1, 2
print(x, y, z)


class Log:
    def __setattr__(self, name, value): print(f"attr {name}={value}", end="; ")
    def __setitem__(self, key, value): print(f"item {key}={value}", end="; ")


def log(name):
    print("target", name, end="; ")
    return Log()


def value(v):
    print("value", v, end="; ")
    return v


log("one").a, log("two")[value("key")], *log("three").rest = value([1, 2, 3, 4])
print()
log("first").x = log("second")[0] = value("v")
print()
data = [0, 1, 2]
idx = 0
idx, data[idx] = 2, "set"
print(idx, data)
data[0], data[1], data[2] = data[2], data[0], data[1]
print(data)
first, *rest = {"k1": 1, "k2": 2}
print(first, rest)
t = (1, *[2, 3], *(), *"ab")
u = [*range(2), *{3: 4}]
v = {*[1, 1], *(2,)}
w = {**{"a": 1}, "b": 2, **{"a": 3}}
print(t, u, v, w, list(w))
for q, (r, *s) in [(1, "abc"), (2, [3])]: print(q, r, s, end="; ")
print([a + sum(b) for a, *b in [(1, 2, 3), (4,)]], {k: v for k, v in zip("ab", (1, 2))})
with memoryview(b"x") as (first_byte): print(first_byte[0])
def starred_return(): return 1, *(2, 3)
def starred_yield(): yield *[1], 2
print(starred_return(), next(starred_yield()), (lambda *a: a)(*[1], *[2]), [*[*[1]]], "%s-%s" % (*"ab",))
l = [1, 2, 3, 4]
l[1:3], l[0] = "ab", "first"
print(l)
