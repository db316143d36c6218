# Views follow the dict; keys and items are sets.
d = {"a": 1, "b": 2}
keys, values, items = d.keys(), d.values(), d.items()
d["c"] = 3
print(keys, values, items, len(keys), len(values), len(items))
print("a" in keys, "z" in keys, 3 in values, ("a", 1) in items, ("a", 2) in items, "a" in items, ("z", 1) in items)
print(sorted(keys & {"a", "z"}), sorted(keys | "xy"), sorted(keys - {"a"}), sorted(keys ^ {"a", "q"}), sorted({"a", "q"} - keys))
print(sorted(items & [("a", 1)]), sorted(items - [("a", 1)]), sorted(items | [("z", 9)]), sorted(items ^ {("a", 1)}))
print(sorted(["a", "q"] & keys), sorted(["q"] | keys), sorted(["a", "q"] - keys), sorted(["a", "q"] ^ keys))
print(keys == {"a", "b", "c"}, keys == ["a"], keys < {"a", "b", "c", "d"}, keys <= keys, keys > {"a"}, keys != {"a"}, {"a"} < keys)
print(items == {("a", 1), ("b", 2), ("c", 3)}, values == values, values == d.values(), keys == d.keys(), keys == {"c": 1, "b": 2, "a": 3}.keys())
print(keys.isdisjoint("xyz"), keys.isdisjoint(["a"]), items.isdisjoint([]), keys.isdisjoint(keys))
print(type(keys), type(values), type(items), keys.mapping, keys.mapping["a"], values.mapping == d)
print(list(reversed(keys)), list(reversed(values)), list(reversed(items)), repr({}.keys()))
for action in (lambda: keys & 5, lambda: keys | 5, lambda: keys < [1], lambda: keys + keys, lambda: values & values, lambda: hash(keys),
               lambda: keys["a"], lambda: type(keys)(), lambda: keys.isdisjoint(5), lambda: {1: []}.items() | []):
    try:
        print(action())
    except TypeError as error:
        print(error)
print({1: []}.items() == {1: []}.items(), (1, []) in {1: []}.items(), isinstance(hash(values), int))
r = {}
r["self"] = r
r["values"] = r.values()
print(r)
