# async for: protocol, else, break, continue, errors of wrong iterators.
def run(coroutine):
    steps = 0
    try:
        while True:
            coroutine.send(None)
            steps += 1
    except StopIteration as stop:
        return stop.value, steps


class Pause:
    def __await__(self): yield


class Counter:
    def __init__(self, n): self.n, self.i = n, 0
    def __aiter__(self): return self
    async def __anext__(self):
        await Pause()
        if self.i == self.n: raise StopAsyncIteration
        self.i += 1
        return self.i


async def loops():
    out = []
    async for i in Counter(4):
        if i == 2: continue
        out.append(i)
    else:
        out.append("else")
    async for i in Counter(10):
        if i == 3: break
    else:
        out.append("never")
    out.append(i)
    async for a, *b in Pairs():
        out.append((a, b))
    async for out_index[0] in Counter(2): pass
    return out


out_index = [None]


class Pairs:
    def __aiter__(self): return self
    def __init__(self): self.items = ["ab", "cde"]
    async def __anext__(self):
        if not self.items: raise StopAsyncIteration
        return self.items.pop(0)


print(run(loops()), out_index)


class NoAnext:
    def __aiter__(self): return self
class BadAiter:
    def __aiter__(self): return NoAnext
class NoneAnext:
    def __aiter__(self): return self
    def __anext__(self): return None
class RaisesAiter:
    def __aiter__(self): raise KeyError("aiter")
class RaisesAnext:
    def __aiter__(self): return self
    async def __anext__(self): raise KeyError("anext")


async def consume(thing):
    async for x in thing: pass


for thing in (5, [], NoAnext(), BadAiter(), NoneAnext(), RaisesAiter(), RaisesAnext()):
    try:
        run(consume(thing))
    except Exception as error:
        print(type(error).__name__, error, repr(error.__cause__))
