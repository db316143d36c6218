# sort() and sorted(): ints, floats, strs, tuples, mixed numbers, reverse, key, stability.
import random
random.seed(5)
for make in (lambda: random.randrange(100), lambda: random.random(), lambda: chr(random.randrange(97, 123)) * random.randrange(4),
             lambda: (random.randrange(5), random.randrange(5)), lambda: random.choice((1, 1.5, True, 2 ** 70, -3)),
             lambda: chr(random.choice((65, 300, 70000))) + "x", lambda: (random.choice("ab"), random.random()), lambda: [random.randrange(3)]):
    for size in (0, 1, 2, 3, 10, 63, 64, 65, 200, 1000):
        items = [make() for _ in range(size)]
        ordered = sorted(items)
        assert all(not ordered[i + 1] < ordered[i] for i in range(size - 1))
        backwards = items[:]
        backwards.sort(reverse=True)
        assert all(not backwards[i] < backwards[i + 1] for i in range(size - 1))
        assert len(ordered) == size
pairs = [(random.randrange(10), i) for i in range(500)]
stable = sorted(pairs, key=lambda p: p[0])
assert stable == sorted(pairs)
assert sorted(pairs, key=lambda p: p[0], reverse=True) == sorted(pairs, key=lambda p: (-p[0], p[1]))
for pattern in (range(1000), range(1000, 0, -1), [5] * 1000, list(range(500)) * 2, [i ^ 1 for i in range(1000)],
                list(range(0, 1000, 2)) + list(range(1, 1000, 2)), list(range(700)) + [-1] + list(range(300))):
    items = list(pattern)
    items.sort()
    assert items == sorted(pattern, key=lambda x: (x,)), items
print([3, 1, 2].sort())
print(sorted("banana"), sorted({3: 1, 1: 2}), sorted([3, 1, 2], reverse=True), sorted(["b", "A", "c"], key=str.lower))
print(sorted([0.0, -0.0, 1, -1.5, float("inf")]), sorted([True, 0, 2, False]))
