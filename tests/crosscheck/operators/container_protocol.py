# __getitem__, __setitem__, __delitem__, __contains__, __len__, __iter__, __reversed__ and the old sequence protocol.
class Seq:
    def __init__(self, *items): self.items = list(items)
    def __getitem__(self, i):
        print("get", i, end="; ")
        return self.items[i]
    def __len__(self): return len(self.items)


s = Seq("a", "b", "c")
print(list(s))
print("b" in s)
print("z" in s)
print(list(reversed(s)))
a, *b = s
print(a, b, max(s), [*s], dict(enumerate(s)), "-".join(s))
print(s[1:], s[-1], s[::2])


class Full:
    def __getitem__(self, key): return key
    def __setitem__(self, key, value): print("set", key, value)
    def __delitem__(self, key): print("del", key)
    def __contains__(self, key):
        print("contains", key)
        return "truthy" if key == 1 else ""
    def __iter__(self): return iter("iter")
    def __reversed__(self): return "anything"


f = Full()
print(f[1], f[1, 2], f[1:2, ::3, ...], f[()], f[(1,)], f[*(1, 2), 3], f[None], f[lambda: 0].__name__, f[(x := 5)], x)
f[1], f["a":"b"] = 2, 3
del f[4], f[..., 1]
f[(0,)] += (1,)
print(1 in f, 2 in f, 3 not in f, list(f), reversed(f))


class NoStop:
    def __getitem__(self, i):
        if i > 3: raise StopIteration
        return i


class KeyStop:
    def __getitem__(self, i): raise KeyError(i)


print(list(NoStop()))
for action in (lambda: list(KeyStop()), lambda: 1 in KeyStop(), lambda: reversed(NoStop())):
    try:
        print(action())
    except (KeyError, TypeError) as error:
        print(repr(error))


class NotContained:
    __contains__ = None
    def __iter__(self): return iter([1])


try:
    1 in NotContained()
except TypeError as error:
    print(error)
