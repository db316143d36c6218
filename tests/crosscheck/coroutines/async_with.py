# async with: order, suppression, several managers, errors, missing methods.
class Pause:
    def __init__(self, what): self.what = what
    def __await__(self): yield self.what


class M:
    def __init__(self, name, suppress=False): self.name, self.suppress = name, suppress
    async def __aenter__(self):
        await Pause(f"entering {self.name}")
        return self.name.upper()
    async def __aexit__(self, kind, value, tb):
        await Pause(f"exiting {self.name} {kind.__name__ if kind else None}")
        return self.suppress


def run(coroutine):
    events = []
    try:
        while True: events.append(coroutine.send(None))
    except StopIteration as stop:
        return events, stop.value
    except Exception as error:
        return events, repr(error)


async def plain():
    async with M("a") as a, M("b") as b:
        await Pause(f"body {a}{b}")
    async with (M("c"), M("d") as d):
        return d


async def fails():
    async with M("outer"), M("inner"):
        1 / 0


async def suppresses():
    async with M("keeps"), M("swallows", True), M("innermost"):
        raise KeyError("k")
    return "survived"


async def loop():
    for i in range(3):
        async with M(str(i)):
            if i == 1: break
    return i


for f in (plain, fails, suppresses, loop):
    events, result = run(f())
    print(f.__name__, result)
    for event in events: print("   ", event)


class OnlySync:
    def __enter__(self): pass
    def __exit__(self, *a): pass
class NotAwaitable:
    def __aenter__(self): return 5
    async def __aexit__(self, *a): pass
class ExitNotAwaitable:
    async def __aenter__(self): pass
    def __aexit__(self, *a): return 5


async def use(m):
    async with m: pass


for m in (5, OnlySync(), NotAwaitable(), ExitNotAwaitable()):
    print(run(use(m)))
