# sys.set_asyncgen_hooks: firstiter on first use, finalizer for abandoned async generators.
# watches collection
import gc
import sys


async def agen():
    try:
        yield 1
        yield 2
    finally:
        print("cleanup")


def step(awaitable):
    it = awaitable.__await__()
    try:
        while True: next(it)
    except StopIteration as stop:
        return stop.value


print(sys.get_asyncgen_hooks())
saved = []


def firstiter(g): print("first iteration of", g.__name__)
def finalizer(g):
    print("finalize", g.__name__)
    saved.append(g)


sys.set_asyncgen_hooks(firstiter=firstiter, finalizer=finalizer)
print(sys.get_asyncgen_hooks().firstiter is firstiter)


def abandon():
    g = agen()
    print(step(g.__anext__()))


abandon()
gc.collect()
print(len(saved))
step(saved.pop().aclose())
sys.set_asyncgen_hooks(None, None)
print(sys.get_asyncgen_hooks())
for bad in (lambda: sys.set_asyncgen_hooks(5), lambda: sys.set_asyncgen_hooks(finalizer="x")):
    try:
        bad()
    except TypeError as error:
        print(error)


def finished():
    g = agen()
    async def consume(): return [x async for x in g]
    return step(consume())


print(finished())
