# Frames of generators, generator expressions, yield from and coroutines.
class Awaitable:
    def __await__(self):
        yield from self.steps()

    def steps(self):
        yield 1
        raise ValueError("in a step")


async def inner():
    async with Manager():
        await Awaitable()


class Manager:
    async def __aenter__(self): return self
    async def __aexit__(self, *info): return False


async def outer():
    return [x for x in [await inner()]]


def drive(coroutine):
    values = (coroutine.send(None) for _ in range(3))
    return sum(values)


drive(outer())
