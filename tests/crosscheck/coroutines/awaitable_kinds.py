# What can be awaited: coroutines, objects with __await__, futures by hand; await precedence; awaiting the same future twice.
class Future:
    def __init__(self): self.result, self.ready = None, False
    def set(self, value): self.result, self.ready = value, True
    def __await__(self):
        while not self.ready: yield self
        return self.result
    __iter__ = None


async def consumer(name, future):
    value = await future
    return f"{name}: {value}"


future = Future()
c1, c2 = consumer("one", future), consumer("two", future)
print(c1.send(None) is future, c2.send(None) is future)
future.set(42)
for c in (c1, c2):
    try:
        c.send(None)
    except StopIteration as stop:
        print(stop.value)


class Wrapper:
    def __init__(self, coroutine): self.coroutine = coroutine
    def __await__(self):
        result = yield from self.coroutine.__await__()
        return f"<{result}>"


async def nested():
    return await Wrapper(consumer("wrapped", future)) + "!"


try:
    nested().send(None)
except StopIteration as stop:
    print(stop.value)


class Chain:
    def __await__(self): return iter(("x", "y"))


async def over_iterator(): return await Chain()


it = over_iterator()
print(it.send(None), it.send(None))
try:
    it.send(None)
except StopIteration as stop:
    print(stop.value)
def generator_based():
    result = yield from Future.__await__(future)
    return result
g = generator_based()
try:
    next(g)
except StopIteration as stop:
    print(stop.value)


async def precedence():
    x = [await future, -await future, await future + 1, await future ** 2, not await future]
    y = await future if await future else None
    return x, y, (await future,)[0], {await future: await future}, (lambda v=await future: v)()


try:
    precedence().send(None)
except StopIteration as stop:
    print(stop.value)
