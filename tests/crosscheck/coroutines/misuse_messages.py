# Errors of coroutines: reuse, not iterable, await of the wrong thing, send before start.
async def f(): return 1


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


def run(coroutine):
    try:
        while True: coroutine.send(None)
    except StopIteration as stop:
        return stop.value


done = f()
run(done)
attempt(lambda: done.send(None))
attempt(lambda: done.throw(ValueError("x")))
attempt(lambda: done.close())
fresh = f()
attempt(lambda: fresh.send(1))
attempt(lambda: iter(fresh))
attempt(lambda: next(fresh))
attempt(lambda: list(fresh))
attempt(lambda: [*fresh])
fresh.close()


async def awaits(thing): return await thing


class NotIterator:
    def __await__(self): return [1]
class ReturnsCoroutine:
    def __init__(self): self.c = f()
    def __await__(self): return self.c
class Raises:
    def __await__(self): raise KeyError("in __await__")
def gen(): yield


for thing in (5, None, "text", gen(), f, NotIterator(), Raises(), [], (x for x in ())):
    attempt(lambda: run(awaits(thing)))
r = ReturnsCoroutine()
attempt(lambda: run(awaits(r)))
r.c.close()
c = f()
attempt(lambda: run(c))
attempt(lambda: run(awaits(c)))


async def self_await():
    await me


me = self_await()
attempt(lambda: me.send(None))


async def with_sync():
    with AsyncOnly(): pass
async def for_sync():
    async for x in [1]: pass
async def with_async():
    async with open: pass


class AsyncOnly:
    async def __aenter__(self): pass
    async def __aexit__(self, *a): pass


attempt(lambda: run(with_sync()))
attempt(lambda: run(for_sync()))
attempt(lambda: run(with_async()))


def sync_generator_awaits():
    coroutine = f()
    try:
        yield from coroutine
    finally:
        coroutine.close()


attempt(lambda: list(sync_generator_awaits()))
