# A loop that makes garbage of all kinds for a while: cycles, closures, generators, exceptions, classes, big strings.
import gc
from _weakref import ref

alive = []
finalized = [0]


class Node:
    def __init__(self, i): self.i, self.me = i, self
    def __del__(self): finalized[0] += 1


def garbage(i):
    node = Node(i)
    node.closure = lambda: node
    node.items = [node, {i: node}, (node,)]
    def gen():
        yield node
    node.gen = gen()
    next(node.gen)
    try:
        raise ValueError(node)
    except ValueError as error:
        node.error = error
    node.text = "x" * 1000
    node.big = 10 ** 200
    return ref(node)


for i in range(3000):
    weak = garbage(i)
    if i % 500 == 0:
        alive.append(weak)
gc.collect()
gc.collect()
print(finalized[0] >= 2990, sum(r() is not None for r in alive) <= 2)
total = 0
for i in range(200):
    cls = type(f"C{i}", (), {"value": i, "method": lambda self: self.value})
    cls.instance = cls()
    total += cls.instance.method()
print(total)
text = ""
for i in range(2000): text += str(i)
print(len(text))
lists = [[j for j in range(100)] for _ in range(1000)]
print(sum(map(len, lists)))
d = {}
for i in range(100000):
    d[i % 1000] = (i, str(i))
print(len(d), d[999])
print(len([bytes(1000) for _ in range(1000)]), len({str(i): i for i in range(20000)}))
