# Iterating over dicts that change meanwhile.
def run(change, dictionary, view=lambda d: d):
    seen = []
    try:
        for item in view(dictionary):
            seen.append(item)
            change(dictionary, item)
            if len(seen) > 20:
                seen.append("...")
                break
    except RuntimeError as error:
        seen.append(str(error))
    print(seen, len(dictionary))


def adds(d, key): d["new"] = 1
def deletes(d, key): del d[key]
def replaces(d, key): d[key] = "replaced"
def swaps(d, key):
    del d[key]
    d[key, "again"] = 1


for view in (lambda d: d, dict.keys, dict.values, reversed):
    run(adds, {1: 1, 2: 2}, view)
    run(lambda d, k: d.clear(), {1: 1, 2: 2}, view)
run(deletes, {1: 1, 2: 2})
run(replaces, {1: 1, 2: 2})
run(swaps, {1: 1, 2: 2, 3: 3})
run(lambda d, item: d.popitem(), {1: 1, 2: 2, 3: 3}, dict.items)
d = {1: 1, 2: 2, 3: 3}
it = iter(d)
print(next(it), it.__length_hint__())
d[4] = 4
for _ in range(2):
    try:
        next(it)
    except RuntimeError as error:
        print(error)
print(it.__length_hint__())
it = iter({})
print(list(it), list(it), it.__length_hint__())
it = iter({"a": 1, "b": 2}.items())
print(next(it), it.__length_hint__(), list(it), it.__length_hint__(), next(it, "end"))
keys = iter({"a": 1, "b": 2, "c": 3})
next(keys)
print(keys.__reduce__()[1], next(keys))
