# Stars in list, tuple, set and dict displays: order of evaluation, repeated keys, big ones, errors in the middle.
def it(name, *items):
    print(name, end=" ")
    yield from items


print([*it("a", 1, 2), 3, *it("b"), *it("c", 4)])
print((*it("a", 1), *it("b", 2)))
print({*it("a", 1, 2), *it("b", 2, 3)})
def d(name, **kw):
    print(name, end=" ")
    return kw
print({**d("a", x=1), "y": 2, **d("b", x=3, z=4), "y": 5})
print({"x": 0, **{"x": 1}}, {**{"x": 1}, "x": 0}, {**{}, **{}}, {**{1: 2}, **{(): 3}})
def key(k): print(f"key {k}", end=" "); return k
def val(v): print(f"val {v}", end=" "); return v
print({key(1): val(2), **d("star", q=1), key(3): val(4)})
print(
    [*range(1000)][-1], len([*range(300), *range(300)]), len({*range(300), *range(200, 400)}),
    len({**{i: i for i in range(300)}, **{i: 0 for i in range(250, 350)}}),
)
try:
    [*it("first", 1), *[1 / 0], *it("never")]
except ZeroDivisionError as error:
    print(error)
try:
    {**d("one", a=1), **it("two"), **d("never")}
except TypeError as error:
    print(error)
class M:
    def keys(self): print("keys", end=" "); return iter("ab")
    def __getitem__(self, k): print("get", k, end=" "); return k * 2
print({**M()})
print(dict(**M(), c=1), dict(M(), c=2), {**dict(M())})
def f(*args, **kwargs): return len(args), len(kwargs)
print(
    f(*range(300), **{f"k{i}": i for i in range(300)}), f(*[], **{}),
    f(*"ab", 1, *"cd", x=1, **{"y": 2}, z=3, **{"w": 4}),
)
print([*"ab", *[*"cd", *("e",)]], [*{}, *{1: 2}.values(), *{1: 2}.items()], (*(),), [*()], {*()}, {**{}})
print(max(*[3, 1, 2]), sum([*range(5)]), "".join([*"abc"[::-1]]), *(*"xy", *[1]), sep="|")
