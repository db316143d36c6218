# Assignment expressions: where they bind, in comprehensions, conditions, calls, f-strings, lambdas.
if (n := len("abc")) > 2: print(n)
while (n := n - 1) > 0: print("loop", n)
print([y := 1, y ** 2, (z := y + 1)], y, z, (a := 1, b := 2), a, b)
print([last := i for i in range(5)], last, any((hit := i) > 2 for i in range(10)), hit)
print({(k := i): (w := i * i) for i in range(3)}, k, w)
def f(x, *, k=0): return x, k
print(f((p := 5), k=(q := 6)), p, q, f(r := 7), r)
print(f"{(s := 10)} {s} {s:=5}|", (lambda: (t := 3) + t)())
def scopes():
    total = 0
    partial = [total := total + v for v in (1, 2, 3)]
    def inner():
        nonlocal total
        return [total := total * 2 for _ in range(2)]
    return partial, inner(), total
print(scopes())
def glob():
    global g
    [g := i for i in "xyz"]
glob()
print(g)
x = 5
print((x := 6) + x, x, x + (x := 7) + x, [x, x := 8, x])
print((u := 1, 2), u, (v := (1, 2)), v)
data = [3, 0, 2]
print([1 / d for e in data if (d := e)], d)
print([(m, c) for m in range(3) if (c := m % 2) or m == 2])
class K:
    attr = (in_class := 4) + 1
print(K.in_class, K.attr)
print([[inner_walrus := j for j in range(i)] for i in range(4)], inner_walrus)
match (subject := [1, 2]):
    case [first, _] if (guard := first): print(subject, guard)
assert (checked := True), "never"
items = [1, 2, 3]
items[(idx := 1)] = (value := 9)
print(items, idx, value, items[idx := 2], items[(lo := 0):(hi := 2)])
def default(a=(dd := 3)): return a
print(default(), dd, not (nn := 0), nn, (yes := 1) if (cond := True) else 0, cond)
def gen():
    while (got := (yield "waiting")): print("got", got)
g2 = gen()
next(g2); g2.send(1)
print(next(g2, "done"))
del (x)
print("x" in globals(), (__debug__ and (dbg := 1)))
