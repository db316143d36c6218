# dict(), fromkeys, update and their arguments.
print(dict(), dict(a=1), dict({"x": 1}, y=2), dict([("a", 1), ["b", 2], "cd"]), dict(zip("ab", "xy")), dict({}.items()))
d = {1: 2}
print(dict(d) == d, dict(d) is d, dict(d, **{"k": 3}))
d.update({3: 4})
d.update([(5, 6)], k=7)
d.update()
d.update(k=8)
print(d)


class Mapping:
    def keys(self): return iter("ab")
    def __getitem__(self, key): return key * 2


print(dict(Mapping()), {**Mapping()})
d.update(Mapping(), a="kw")
print(d)
print(dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), dict.fromkeys({3: 4}, []), dict.fromkeys({1, 2}))
for action in (lambda: dict(5), lambda: dict([5]), lambda: dict(["abc"]), lambda: dict([(1,)]), lambda: dict([(1, 2), (1, 2, 3)]),
               lambda: dict(1, 2), lambda: {}.update(1, 2), lambda: {}.update([1]), lambda: dict.fromkeys(5), lambda: dict.fromkeys(),
               lambda: dict([[[], 1]]), lambda: dict(**{1: 2}), lambda: {**5}, lambda: dict.fromkeys([[]])):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, *getattr(error, "__notes__", ()))


class Sub(dict): pass


s = Sub(a=1)
print(s, type(s.copy()), Sub.fromkeys("xy"), type(Sub.fromkeys("xy")), type(s | {}), s == {"a": 1}, Sub({1: 2}, b=3))


class Strange(dict):
    def __setitem__(self, key, value): super().__setitem__(key, ("set", value))


print(Strange(a=1), Strange.fromkeys("ab", 2))
st = Strange()
st.update(x=1)
st["y"] = 2
print(st, st.setdefault("z", 3), st)
