# assert: message evaluated only on failure, its value kept, shadowed AssertionError ignored, conditions of all sorts.
def message():
    print("message evaluated", end="; ")
    return "the message"


assert True, message()
assert 1 < 2
assert [0], "non-empty list is true"
for source in (
    "assert False", "assert 0, message()", "assert None, None", "assert [], ()", "assert '', ('a', 'b')",
    "assert 1 == 2, f'{1 + 1}'", "assert not True, ValueError('object')", "assert 1 / 0", "assert 0, 1 / 0",
    "assert (lambda: 0)()", "assert 0 if 1 else 1", "assert (x := 0), x", "assert 1, 2 / 0",
):
    try:
        exec(source)
        print(source, "passes")
    except Exception as error:
        print(source, "->", repr(error), error.args)
AssertionError = ValueError
try:
    assert False, "still the real one"
except ValueError:
    print("never")
except Exception as error:
    print(type(error).__name__, type(error) is AssertionError)
del AssertionError


class NoBool:
    def __bool__(self): raise KeyError("bool")


try:
    assert NoBool()
except KeyError as error:
    print(repr(error))
def f():
    try:
        assert False, "in try"
    except AssertionError as error:
        return str(error)
    finally:
        print("finally", end=" ")
print(f(), __debug__)
for source in (
    "__debug__ = 1", "def __debug__(): pass", "import x as __debug__", "def f(__debug__): pass", "x.__debug__ = 1",
    "del __debug__", "f(__debug__=1)", "class __debug__: pass", "for __debug__ in x: pass",
    "with x as __debug__: pass", "global __debug__", "__debug__: int",
):
    try:
        compile(source, "s", "exec")
        print(source, "compiles")
    except SyntaxError as error:
        print(source, "->", error.msg)
