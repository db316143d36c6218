# Code with PyCF_ALLOW_TOP_LEVEL_AWAIT: eval() gives a coroutine, and so does a function made of the code.
import ast
import types


async def arange(n):
    for i in range(n):
        yield i


async def later(x):
    return x


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


SAMPLES = (
    "a = [x async for x in arange(2)][1]",
    "a = 1 in {x async for x in arange(2)}",
    "a = {x: 1 async for x in arange(1)}[0]",
    "a = [x async for x in (x async for x in arange(5))][1]",
    "a, = [1 for x in {x async for x in arange(1)}]",
    "a = [await later(x) async for x in arange(2)][1]",
    "a = await later(1)",
    "a = [[x async for x in arange(2)] for _ in range(1)][0][1]",
    "async for a in arange(3): pass",
    "def f(): return a\na = 0\nawait later(0)\na = 5\nb = f()",
)
for mode in ("single", "exec"):
    for source in SAMPLES:
        code = compile(source + "\n", "?", mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        names = {"arange": arange, "later": later}
        coroutine = eval(code, names)
        print(type(coroutine).__name__, code.co_flags & 0x80, coroutine.cr_frame.f_locals is names, end=" ")
        print(run(coroutine), names["a"], end=" ")
        names = {"arange": arange, "later": later}
        print(run(types.FunctionType(code, names)()), names["a"])

# Other code of modules can be called too: its names are globals.
names = {"x": 20}
function = types.FunctionType(compile("y = x + 1\nz = locals() is globals()", "?", "exec"), names)
print(function(), names["y"], names["z"])
print(types.FunctionType(compile("x * 2", "?", "eval"), names)())
