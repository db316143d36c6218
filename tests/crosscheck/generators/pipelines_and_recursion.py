# Generators composed: recursive walks, pipelines, infinite streams, coroutines by send, interleaving.
def walk(tree):
    if isinstance(tree, list):
        for node in tree:
            yield from walk(node)
    else:
        yield tree


print(list(walk([1, [2, [3, [4]], 5], [[]], 6])))


def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1


def take(n, it):
    for x, _ in zip(it, range(n)):
        yield x


print(list(take(10, primes())))


def sieve():
    def multiples_of(p, it): return (x for x in it if x % p)
    def count(n):
        while True:
            yield n
            n += 1
    numbers = count(2)
    while True:
        p = next(numbers)
        yield p
        numbers = multiples_of(p, numbers)


print(list(take(8, sieve())))


def permutations(items):
    if not items:
        yield []
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield [item, *rest]


print(["".join(p) for p in permutations("abc")])


def averager():
    total, count, average = 0, 0, None
    while True:
        total += yield average
        count += 1
        average = total / count


a = averager()
next(a)
print([a.send(x) for x in (10, 20, 60)])


def scheduler(*tasks):
    queue = list(tasks)
    while queue:
        task = queue.pop(0)
        try:
            yield next(task)
        except StopIteration:
            continue
        queue.append(task)


print(list(scheduler(iter("abc"), (i * i for i in range(2)), walk([9, [8]]))))


def tree_inorder(t):
    if t:
        left, value, right = t
        yield from tree_inorder(left)
        yield value
        yield from tree_inorder(right)


print(list(tree_inorder((((), 1, ()), 2, ((), 3, ((), 4, ()))))))
