# anext/aiter built-ins, reuse of asend objects, overlapping calls, exceptions out of async generators.
class Pause:
    def __await__(self): yield "pause"


async def agen():
    yield 1
    await Pause()
    yield 2


def step(awaitable):
    it = awaitable.__await__() if hasattr(awaitable, "__await__") else awaitable
    try:
        while True: next(it)
    except StopIteration as stop:
        return stop.value


def attempt(action):
    try:
        print(action())
    except BaseException as error:
        print(type(error).__name__, error)


g = agen()
print(step(anext(g)), step(anext(g, "default")), step(anext(g, "default")), step(anext(g, "default")))
attempt(lambda: step(anext(g)))
print(aiter(g) is g)
for bad in (lambda: aiter(5), lambda: anext(5), lambda: aiter([]), lambda: anext(iter([])), lambda: anext()):
    attempt(bad)
g = agen()
s = g.asend(None)
try:
    s.send(None)
except StopIteration as stop:
    print("asend object finished with", stop.value)
attempt(lambda: s.send(None))
first = g.asend(None)
print(first.send(None), g.ag_running)
second = g.asend(None)
attempt(lambda: second.send(None))
try:
    first.send(None)
except StopIteration as stop:
    print(stop.value)
close = g.aclose()
attempt(lambda: close.send(5))
close.close()
attempt(lambda: g.aclose().send(None))


async def stops():
    yield 1
    raise StopIteration("x")
async def async_stops():
    yield 1
    raise StopAsyncIteration("x")
async def fails():
    yield 1
    raise KeyError("k")


for f in (stops, async_stops, fails):
    g = f()
    step(anext(g))
    attempt(lambda: step(anext(g)))
    attempt(lambda: step(anext(g)))
for source in (
    "async def f():\n yield 1\n return 2", "async def f():\n yield from x", "def f():\n await x",
    "def f():\n async for x in y: pass", "def f():\n async with x: pass", "async def f():\n def g(): await x",
    "await x", "async for x in y: pass", "[x async for x in y]", "def f(): return [await x for x in y]",
    "async def f(): return (yield)", "lambda: await x", "async def f(x=await y): pass",
):
    try:
        compile(source, "s", "exec")
        print(repr(source), "compiles")
    except SyntaxError as error:
        print(repr(source), error.msg)
