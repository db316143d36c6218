# iter() and next(): what counts as iterable and iterator; bad iterators; iter(callable, sentinel); exhaustion.
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration("done")
        self.n -= 1
        return self.n


it = It(3)
print(next(it), list(it), next(it, "default"), list(it))
try:
    next(it)
except StopIteration as stop:
    print(repr(stop), stop.value)


class NotIterator:
    def __iter__(self): return 5
class NoNext:
    def __iter__(self): return self
class IterRaises:
    def __iter__(self): raise ValueError("from __iter__")
class NextRaises:
    def __iter__(self): return self
    def __next__(self): raise KeyError("from __next__")


for thing in (NotIterator(), NoNext(), IterRaises(), NextRaises()):
    for consume in (
        list, lambda t: [*t], lambda t: [x for x in t], lambda t: sum(t), lambda t: 1 in t,
        lambda t: exec("a, b = t", {"t": t}),
    ):
        try:
            consume(thing)
        except Exception as error:
            print(type(error).__name__, error, end=" | ")
    print()
values = iter([1, 2, 0, 3])
print(list(iter(lambda: next(values), 0)), list(values), list(iter(lambda: next(values), 0)))
l = [1, 2, 3]
seen = []
for x in l:
    seen.append(x)
    if x == 2: l.append(4)
    if x == 3: l.remove(1)
print(seen, l)
exhausted = iter(l)
list(exhausted)
l.append(9)
print(list(exhausted))
d = {"a": 1}
try:
    for k in d: d[k + "x"] = 1
except RuntimeError as error:
    print(error)
s = {1}
try:
    for k in s: s.add(k + 1)
except RuntimeError as error:
    print(error)
try:
    for k in d: del d[k]; d[k + "y"] = 1
except RuntimeError as error:
    print(error)
