# Async generators: asend, athrow, aclose, async for, and return without value.
class Pause:
    def __await__(self):
        return (yield "pause")


async def agen(n):
    print("start")
    try:
        for i in range(n):
            received = yield i
            print("received", received)
            await Pause()
    except ValueError as error:
        print("caught", error)
        yield "after error"
    finally:
        print("cleanup")


def step(awaitable):
    pauses = 0
    it = awaitable.__await__()
    try:
        while True:
            next(it)
            pauses += 1
    except StopIteration as stop:
        return stop.value, pauses


g = agen(3)
print(
    type(g).__name__, g.ag_running, g.ag_frame is not None, g.ag_await, g.ag_code is agen.__code__, g.ag_suspended,
    repr(g).split(" at ")[0],
)
print(step(g.asend(None)))
print(step(g.asend("hello")))
print(step(g.__anext__()))
print(step(g.athrow(ValueError("v"))))
try:
    step(g.__anext__())
except StopAsyncIteration as stop:
    print(repr(stop))
print(step(g.aclose()))
g = agen(3)
step(g.asend(None))
print(step(g.aclose()))
try:
    step(g.asend(None))
except StopAsyncIteration as stop:
    print("closed:", repr(stop))
g = agen(1)
print(step(g.aclose()))


async def consume():
    return [x async for x in agen(2)]


print(step(consume()))
for action in (
    lambda: step(agen(1).asend(5)), lambda: step(agen(1).athrow(KeyError("early"))), lambda: list(agen(1)),
    lambda: next(agen(1)), lambda: step(agen(1)), lambda: agen(1).asend(),
):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


async def ignores_close():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = ignores_close()
step(g.asend(None))
try:
    step(g.aclose())
except RuntimeError as error:
    print(error)
