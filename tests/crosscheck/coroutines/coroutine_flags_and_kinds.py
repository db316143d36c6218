# co_flags and types of functions, generators, coroutines and async generators; async methods, lambdas and decorators.
def f(): pass
def g(): yield
async def c(): pass
async def a(): yield


for function in (f, g, c, a):
    flags = function.__code__.co_flags
    result = function()
    print(
        function.__name__, bool(flags & 0x20), bool(flags & 0x80), bool(flags & 0x200), type(result).__name__,
        hasattr(result, "__await__"), hasattr(result, "__iter__"), hasattr(result, "__aiter__"),
    )
    if hasattr(result, "close"): result.close()


class Service:
    def __init__(self, n): self.n = n
    async def method(self): return self.n
    @classmethod
    async def cls_method(cls): return cls.__name__
    @staticmethod
    async def static(x): return x
    @property
    async def prop(self): return self.n * 2
    async def __call__(self): return "called"
    def __await__(self): return self.method().__await__()
    async def gen(self):
        for i in range(self.n): yield i


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


async def main():
    s = Service(3)
    return await s.method(), await Service.cls_method(), await s.static(1), await s.prop, await s(), await s, [x async for x in s.gen()]


print(run(main()))
def decorator(fn):
    async def wrapper(*args): return ["wrapped", await fn(*args)]
    return wrapper
@decorator
async def decorated(x): return x + 1
print(run(decorated(1)))
async def default(x=(lambda: 5)(), *, y: int = 2) -> str: return x, y
print(run(default()), default.__defaults__, default.__kwdefaults__, default.__name__)
async def conditional(flag): return await decorated(1) if flag else (await decorated(2), await decorated(3))[1]
print(run(conditional(True)), run(conditional(False)))
async def operators(): return (await decorated(1))[0], -(await default())[0], await default() == (
    5, 2,
), not await default(), [*await decorated(4)], f"{await default()}"
print(run(operators()))
async def power(): return 2 ** await value() ** 2
async def value(): return 3
print(run(power()))
