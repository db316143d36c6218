# get, setdefault, pop, popitem, clear, copy, and their errors.
d = {"a": 1, "b": 2, "c": 3}
print(d.get("a"), d.get("x"), d.get("x", 9), d.setdefault("a", 5), d.setdefault("n"), d.setdefault("m", []), d)
print(d.pop("n"), d.pop("zz", "default"), d.popitem(), d)
e = d.copy()
e["a"] = "changed"
print(d, e)
print(d.popitem(), d.popitem(), d.popitem(), d)
for action in (lambda: d.popitem(), lambda: d.pop("a"), lambda: d.pop(), lambda: d.pop(1, 2, 3), lambda: d.get(), lambda: d.get(1, 2, 3),
               lambda: d.setdefault(), lambda: d.pop([]), lambda: {1: 2}.pop([]), lambda: d.setdefault([]), lambda: d.clear(1),
               lambda: d.copy(1), lambda: d.keys(1), lambda: d.get(key=1)):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
e.clear()
print(e, len(e), list(e))
e["again"] = 1
print(e)
order = {}
for key in "cab":
    order[key] = key
del order["a"]
order["a"] = 1
order["c"] = 2
print(order, list(order), list(reversed(order)), list(reversed(order.items())), list(reversed(order.values())))
stack = {}
for i in range(100):
    stack[i] = i
    stack[-i - 1] = i
    stack.popitem()
print(len(stack), stack.popitem(), next(iter(stack)))
