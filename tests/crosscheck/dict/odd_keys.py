# Keys whose comparison changes the dict, fails, or lies.
class Key:
    def __init__(self, name, hash_value=1): self.name, self.hash_value = name, hash_value
    def __hash__(self): return self.hash_value
    def __eq__(self, other):
        self.hook(other)
        return self.name == other.name
    def hook(self, other): pass
    def __repr__(self): return self.name


d = {Key("a"): 1, Key("b"): 2, Key("c"): 3}
print(d[Key("b")], Key("z") in d, d)


class Clearing(Key):
    def hook(self, other): target.clear()


target = {}
target[Clearing("x")] = 1
print(target.get(Key("y")), target)


class Raising(Key):
    def hook(self, other): raise ZeroDivisionError(f"{self} {other}")


target = {Raising("x"): 1}
for action in (lambda: target[Key("x")], lambda: Key("q") in target, lambda: target.pop(Key("x")), lambda: target.setdefault(Key("x")),
               lambda: target.update({Key("x"): 1}), lambda: target == {Key("x"): 1}):
    try:
        print(action())
    except ZeroDivisionError as error:
        print(error)


class Growing(Key):
    def hook(self, other):
        if len(target) < 50:
            for i in range(20):
                target[i, self.name] = i


target = {Growing("g"): 1}
target[Key("h")] = 2
print(len(target), [k for k in target if isinstance(k, Key)])


class BadHash:
    def __hash__(self): raise OSError("no hash")


class OddHash:
    def __hash__(self): return "text"


class BigHash:
    def __hash__(self): return 2 ** 200


for key in (BadHash(), OddHash()):
    try:
        {key: 1}
    except Exception as error:
        print(type(error).__name__, error)
print(len({BigHash(): 1, BigHash(): 2}))
lost = Key("lost")
d = {lost: 1}
lost.hash_value = 2
print(lost in d, list(d) == [lost], len(d))
