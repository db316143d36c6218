# A coroutine runs by send(None), suspends where an awaitable yields, and returns through StopIteration.
class Suspend:
    def __init__(self, value): self.value = value
    def __await__(self):
        got = yield self.value
        return f"resumed with {got!r}"


async def work(name):
    print(name, "starts")
    first = await Suspend(f"{name} 1")
    print(name, first)
    second = await Suspend(f"{name} 2")
    print(name, second)
    return f"{name} result"


async def outer():
    return [await work("a"), await work("b")]


def drive(coroutine, *sends):
    try:
        print("yielded", coroutine.send(None))
        for value in sends:
            print("yielded", coroutine.send(value))
    except StopIteration as stop:
        print("returned", stop.value)


drive(work("w"), 1, 2)
drive(outer(), 1, 2, 3, 4)
c = work("closed")
c.send(None)
c.close()
c = work("x")
print(
    type(c).__name__, c.cr_running, c.cr_await, c.cr_frame is not None, c.cr_code is work.__code__, c.cr_suspended,
    c.cr_origin,
)
c.send(None)
print(type(c.cr_await).__name__, c.cr_suspended, repr(c).split(" at ")[0])
c.close()
print(c.cr_frame)


async def immediate(): return 42


drive(immediate())
drive(immediate().__await__())
lambda_coroutine = (lambda: immediate())()
drive(lambda_coroutine)
