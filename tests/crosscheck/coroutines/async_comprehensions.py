# Asynchronous comprehensions of every kind, nested, with await inside, and async generator expressions.
class Pause:
    def __init__(self, v): self.v = v
    def __await__(self):
        yield "pause"
        return self.v


async def agen(n):
    for i in range(n):
        await Pause(0)
        yield i


def run(coroutine):
    pauses = 0
    try:
        while True:
            coroutine.send(None)
            pauses += 1
    except StopIteration as stop:
        return stop.value, pauses


async def double(x): return await Pause(x * 2)


async def main():
    return (
        [x async for x in agen(3)],
        {x % 2 async for x in agen(4)},
        {x: -x async for x in agen(2)},
        [await double(x) for x in range(3)],
        [await double(x) async for x in agen(3) if await double(x)],
        [(x, y) async for x in agen(2) for y in "ab"],
        [(x, y) for x in "ab" async for y in agen(2)],
        [[y async for y in agen(x)] for x in range(3)],
        [[await double(y) for y in range(x)] async for x in agen(3)],
        [x for x in await double([1])],
        [last := x async for x in agen(3)], last,
    )


for item in run(main())[0]:
    print(item)


async def generator_expressions():
    g = (await double(x) for x in range(3))
    h = (x async for x in agen(2))
    kinds = type(g).__name__, type(h).__name__
    return kinds, [y async for y in g], [z async for z in h], [w async for w in (v * 10 async for v in agen(3) if v)]


print(run(generator_expressions()))


async def plain_inside(): return [x for x in range(3)], sum(x for x in range(4))


print(run(plain_inside()))
try:
    run((lambda: (x async for x in [1]))().__anext__().__await__())
except TypeError as error:
    print(error)
