# Thousands of generators suspended at once, deep delegation, and long loops through them.
def counter(n):
    for i in range(n):
        yield i


many = [counter(3) for _ in range(5000)]
print(sum(next(g) for g in many), sum(next(g) for g in many), sum(next(g) for g in many))
print(sum(1 for g in many if next(g, None) is None))


def nest(depth):
    if depth == 0:
        got = yield "bottom"
        return [got]
    return (yield from nest(depth - 1)) + [depth]


g = nest(200)
print(next(g))
try:
    g.send("sent through 200 levels")
except StopIteration as stop:
    print(stop.value[:3], len(stop.value))
g = nest(150)
next(g)
try:
    g.throw(ValueError("thrown through"))
except ValueError as error:
    depth, tb = 0, error.__traceback__
    while tb:
        depth, tb = depth + 1, tb.tb_next
    print(error, depth)


def chain(it, n):
    for _ in range(n):
        it = (x + 1 for x in it)
    return it


print(list(chain(range(3), 100)))
print(sum(counter(100000)))
ring = []
def linked(i):
    while True:
        value = yield
        ring.append((i, value))
nodes = [linked(i) for i in range(50)]
for node in nodes: next(node)
for round in range(3):
    for node in nodes: node.send(round)
print(len(ring), ring[0], ring[-1])
