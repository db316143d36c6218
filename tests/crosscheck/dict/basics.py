# Displays, lookup, storing, deleting, membership, length.
d = {"a": 1, "b": 2, **{"c": 3}, "a": 4}
print(d, len(d), d["a"], "a" in d, "z" in d, 1 in d)
d["d"] = 5
d["a"] = 0
del d["b"]
print(d)
print({1: "int", 1.0: "float", True: "bool"}, {(1, 2): 3}[(1, 2)], {None: 1}[None], {0.0: 1}[-0.0])
for action in (lambda: d["zz"], lambda: d[[]], lambda: d[{}], lambda: {[]: 1}, lambda: [] in d, lambda: d.get([]), lambda: d[1, [2]]):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


def delete(key):
    del d[key]


for key in ("zz", [], (1, 2)):
    try:
        delete(key)
    except Exception as error:
        print(type(error).__name__, repr(error))
print(bool({}), bool({0: 0}), {} == {}, {1: 2} == {1.0: 2.0}, {1: 2} == {1: 3}, {1: 2} != {2: 1}, {1: 2} == [(1, 2)])
nan = float("nan")
print({nan: 1} == {nan: 1}, {1: nan} == {1: nan}, {nan: 1}[nan])
big = {i: i * i for i in range(5000)}
print(len(big), big[4999], sum(big.values()), 5000 in big)
for i in range(0, 5000, 2):
    del big[i]
print(len(big), sum(big), 3 in big, 4 in big)
