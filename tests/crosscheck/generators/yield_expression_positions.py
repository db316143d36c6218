# yield as an expression: in calls, assignments, conditions, subscripts, comprehension-free places, lambdas, f-strings.
def drive(function, *sends):
    g = function()
    out = [next(g)]
    try:
        for value in sends:
            out.append(g.send(value))
    except StopIteration as stop:
        out.append(("return", stop.value))
    return out


def call(): return max((yield 1), (yield 2), key=(yield "key"))
def assign():
    x = y = yield "x"
    z = yield
    return x, y, z
def condition():
    if (yield "if"): return "yes" if (yield "then") else "no"
    while (yield "while"): pass
    return "end"
def subscript():
    d = {}
    d[(yield "key")] = yield "value"
    return d
def ordering(): return [(yield 1), *(yield 2), {(yield 3): (yield 4)}]
def fstring(): return f"{(yield 'a')}-{(yield 'b')!r:>5}"
def yields_tuple():
    x = yield 1, 2
    y = yield *x, 0
    return y
def augmented():
    total = 10
    total += yield total
    total *= (yield total)
    return total
def nested(): return (yield (yield (yield "innermost")))
def in_assert():
    assert (yield "assert"), (yield "message")
def in_return(): return (yield)
def in_del():
    d = {1: 1, 2: 2}
    del d[(yield d.copy())]
    return d


print(drive(call, 3, 9, None))
print(drive(assign, "a", "b"))
print(drive(condition, True, False), drive(condition, False, True, False))
print(drive(subscript, "v", "k"), drive(ordering, 1, [2, 3], "k", "v"), drive(fstring, 1, "q"))
print(
    drive(yields_tuple, [5, 6], 7), drive(augmented, 5, 2), drive(nested, 1, 2, 3), drive(in_return, 5),
    drive(in_del, 1),
)
try:
    drive(in_assert, 0, "the message")
except AssertionError as error:
    print(repr(error))
print(drive(lambda: (yield), 1), drive(lambda: ((yield 1), (yield 2)), "a", "b"))
def never_yields():
    return 5
    yield
print(list(never_yields()))
