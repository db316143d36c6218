# list(), __new__, __init__, subclasses.
print(list(), list("abc"), list(range(3)), list({1: 2, 3: 4}), list((1, 2)), list(x for x in "ab"))
a = [1, 2]
print(list(a) is a, list(a) == a)
for action in (lambda: list(5), lambda: list(1, 2), lambda: list(x=1), lambda: list.__new__(), lambda: list.__new__(int),
               lambda: list.__new__(5), lambda: list(None)):
    try:
        print(action())
    except TypeError as error:
        print(error)
a.__init__("xy")
print(a)
a.__init__()
print(a)
print(list.__new__(list, 1, 2, z=3))


class Tagged(list):
    def __init__(self, *args, tag):
        super().__init__(args)
        self.tag = tag


t = Tagged(1, 2, tag="t")
print(t, t.tag, t.__dict__, isinstance(t, list), t == [1, 2])
print(list[int], list[int, str], type(list[int]), list.__class_getitem__(int))
print(list.__hash__, [].__sizeof__() > 0)
try:
    hash([])
except TypeError as error:
    print(error)


class Hint:
    def __init__(self, hint): self.hint = hint
    def __iter__(self): return iter("abc")
    def __length_hint__(self): return self.hint


for hint in (0, 3, 1000, NotImplemented, -1, "x"):
    try:
        print(list(Hint(hint)))
    except Exception as error:
        print(type(error).__name__, error)
