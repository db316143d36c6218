# __iter__ as a generator method, generator properties, class and static generator methods, several iterators at once.
class Tree:
    def __init__(self, value, *children): self.value, self.children = value, children
    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child
    def __reversed__(self):
        for child in reversed(self.children):
            yield from reversed(child)
        yield self.value
    def __contains__(self, value): return any(v == value for v in self)
    @property
    def depths(self):
        yield 0, self.value
        for child in self.children:
            yield from ((d + 1, v) for d, v in child.depths)
    @classmethod
    def build(cls, n):
        yield from (cls(i) for i in range(n))
    @staticmethod
    def numbers(*bounds):
        for i in range(*bounds): yield i


t = Tree(1, Tree(2, Tree(3)), Tree(4))
print(
    list(t), list(reversed(t)), 3 in t, 9 in t, list(t.depths), [b.value for b in Tree.build(2)],
    list(Tree.numbers(1, 6, 2)),
)
a, b = iter(t), iter(t)
print(next(a), next(a), next(b), next(a), list(b), list(a))
first, *middle, last = t
print(first, middle, last, max(t), sum(t), sorted(t, reverse=True), list(zip(t, reversed(t))))


class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1
        return self.n + 1


print(list(Countdown(3)), sum(Countdown(4)), [x * y for x in Countdown(2) for y in Countdown(2)])


class Infinite:
    def __getattr__(self, name):
        def generator():
            i = 0
            while True:
                yield f"{name}{i}"
                i += 1
        return generator()


inf = Infinite()
it = inf.x
print(next(it), next(it), next(inf.y), next(it))
