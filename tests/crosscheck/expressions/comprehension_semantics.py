# Comprehensions: order of clauses, conditions, nesting, repeated dict keys, set results, unpacking, laziness.
print([(x, y, z) for x in range(3) if x for y in range(x) for z in "ab" if (x, z) != (2, "a")])
print(
    {x: y for x, y in [("a", 1), ("b", 2), ("a", 3)]}, sorted({x % 3 for x in range(10)}),
    {k: {v for v in range(k)} for k in range(3)},
)
print([[row[i] for row in [[1, 2], [3, 4], [5, 6]]] for i in range(2)])
print(
    [x for xs in [[1, 2], [3]] for x in xs], [x for x in "hello" if x not in "aeiou"],
    [a * b for a, b in zip((1, 2), (3, 4))],
)
print(
    [x if x > 1 else -x for x in range(3)], [lambda: x for x in range(2)][0](), [*(i for i in "ab")],
    [i for i in range(5) if i % 2 if i > 2],
)
def trace(name, items):
    print("iter", name, end="; ")
    return items
print([(a, b) for a in trace("a", [1, 2]) for b in trace("b", [3])])
print([x for x in trace("empty", []) for y in trace("never", [])])
try:
    [1 // x for x in (1, 0, 2)]
except ZeroDivisionError as error:
    print(error)
x = "outer"
[x for x in range(3)]
print(x, [x for _ in "a"])
def closures(): return [[(lambda: (i, j))() for j in range(2)] for i in range(2)]
print(closures())
print(
    [a for a, *b in ["xyz", "q"]], [b for a, *b in ["xyz"]], [(i, c) for i, c in enumerate("ab", 1)],
    [d[k] for d in [{"k": 1}] for k in d],
)
print(
    {(a, b): a + b for a in range(2) for b in range(2)}, {str(i): i for i in range(3)},
    dict([(i, i * i) for i in range(3)]),
)
print(
    [i for i in range(3)][::-1], [i for i in [j for j in [k for k in (1, 2)]]],
    sum(i * j for i in range(4) for j in range(i)), [(yield_, y) for yield_ in "a" for y in "b"],
)
matrix = [[i * 3 + j for j in range(3)] for i in range(3)]
print(matrix, [list(r) for r in zip(*matrix)], [matrix[i][i] for i in range(3)], max(max(r) for r in matrix))
def f(n): return [f(i) for i in range(n)]
print(f(3))
print(
    [obj.attr for obj.attr in range(3)] if (obj := type("O", (), {})()) else 0, obj.attr,
    [d2["k"] for d2["k"] in "ab"] if (d2 := {}) == {} else 0, d2,
)
primes = [n for n in range(2, 40) if all(n % p for p in range(2, int(n ** 0.5) + 1))]
print(
    primes, [p for p in primes if p in {7, 11}], len([1 for _ in range(100000)]),
    {c: "banana".count(c) for c in "banana"},
)
print(
    [i for i in range(3) if [j for j in range(i)]], [(i, [j for j in range(i) if j != i - 1]) for i in range(3)],
    [[] for _ in range(3)],
)
