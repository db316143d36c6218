# Built-in functions in between leave no frames: sorted, map, sum, dict methods, str.join, getattr, iteration.
class Item:
    def __init__(self, n): self.n = n
    def __lt__(self, other): return self.key() < other.key()
    def key(self): return 10 // self.n
    def __hash__(self): return hash(sorted([Item(1), Item(0)])[0].n)


def texts(items):
    for item in items:
        yield str(len({item}))


print(",".join(map(str.upper, texts(sorted([Item(5), Item(2)])))))
