"""Range iterators: exhaustion, length hints, state, copies."""

import copy

it = iter(range(3))
print(iter(it) is it, it.__length_hint__(), next(it), it.__length_hint__(), it.__reduce__()[1:])
print(list(it), list(it), next(it, "end"), it.__length_hint__(), it.__reduce__()[1:])
try:
    next(it)
except StopIteration as stop:
    print("stop", stop.value, stop.args)

it = iter(range(0, 100, 7))
it.__setstate__(3)
print(next(it), it.__length_hint__())
it.__setstate__(-5)
print(next(it))
it.__setstate__(1000)
print(list(it))
for state in ("a", 1.0):
    try:
        iter(range(3)).__setstate__(state)
    except TypeError as error:
        print(error)

it = reversed(range(1, 10, 2))
print(next(it), it.__reduce__()[1:], list(copy.copy(it)), list(it))
a, *b = range(5)
print(a, b)
first = iter(range(4))
print([(x, y) for x, y in zip(first, first)])
print(type(iter(range(3))), type(iter(range(2**70))), type(reversed(range(3))))
try:
    type(iter(range(3)))()
except TypeError as error:
    print(error)
for i in range(10):
    if i == 3:
        continue
    if i == 6:
        break
    i += 100
    print(i, end=" ")
else:
    print("never")
print(i)
