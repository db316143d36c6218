# raise with class, instance, wrong things, classes that misbehave; traceback of a prepared instance.
def attempt(source):
    try:
        exec(source, globals())
    except BaseException as e:
        print(f"{source!r} -> {type(e).__name__}: {e}")


class NotException: pass
class NeedsArg(Exception):
    def __init__(self, x): super().__init__(x)
class ReturnsOther(Exception):
    def __new__(cls): return 5
class Raises(Exception):
    def __init__(self): raise KeyError("in __init__")


for source in (
    "raise ValueError", "raise ValueError()", "raise ValueError('m')", "raise ValueError('m', 2)", "raise 5",
    "raise 'text'", "raise None", "raise NotException", "raise NotException()",
    "raise NeedsArg", "raise NeedsArg(1)", "raise ReturnsOther", "raise Raises", "raise",
    "raise ValueError from TypeError", "raise ValueError from None", "raise ValueError from 5", "raise int",
    "raise (ValueError, 1)", "raise BaseException('b')", "raise KeyboardInterrupt", "raise GeneratorExit('g')",
    "raise SystemExit(2)", "raise StopIteration(1)", "raise NotImplemented",
    "raise NotImplementedError", "assert 0", "assert 0, 'message'", "assert (), [1]", "assert 1 / 0",
    "raise ValueError(undefined)", "raise undefined",
):
    attempt(source)
e = ValueError("prepared")
for _ in range(2):
    try:
        raise e
    except ValueError as caught:
        depth, tb = 0, caught.__traceback__
        while tb:
            depth, tb = depth + 1, tb.tb_next
        print(caught is e, depth)
print(e.with_traceback(None) is e, e.__traceback__)
try:
    e.with_traceback(5)
except TypeError as error:
    print(error)
