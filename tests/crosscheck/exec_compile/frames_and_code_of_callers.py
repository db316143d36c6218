# sys._getframe: names, globals, locals, back links, line numbers.
import sys


def inner():
    frame = sys._getframe()
    names = []
    while frame:
        names.append((frame.f_code.co_name, type(frame.f_lineno).__name__))
        frame = frame.f_back
    return names


def outer():
    x = 1
    return inner()


print(outer())


def caller_locals():
    return sorted(sys._getframe(1).f_locals)


def has_locals(a, b=2):
    c = 3
    return caller_locals()


print(has_locals(1))
f = (lambda: sys._getframe())()
print(type(f).__name__, f.f_code.co_name, f.f_globals is globals(), f.f_builtins["len"] is len, f.f_lasti >= 0)


def write_through():
    x = 1
    frame = sys._getframe()
    frame.f_locals["x"] = "written through the frame"
    frame.f_locals["extra"] = 5
    return x, sorted(locals()), frame.f_locals["extra"], type(frame.f_locals).__name__


print(write_through())
def line():
    frame = sys._getframe()
    first = frame.f_lineno
    second = frame.f_lineno
    return second - first
print(line())
try:
    sys._getframe(1000)
except ValueError as error:
    print(error)
class C:
    here = sys._getframe().f_code.co_name
    qual = sys._getframe().f_code.co_qualname
    def m(self): return sys._getframe().f_code.co_qualname
print(
    C.here, C.qual, C().m(), [sys._getframe().f_code.co_name for _ in "a"],
    list(sys._getframe().f_code.co_name for _ in "a"),
)
def gen():
    yield sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name
def consume(): return next(gen())
print(consume(), sys._getframe().f_code.co_name, sys._getframe().f_back)
def deco():
    try:
        raise ValueError
    except ValueError as e:
        tb = e.__traceback__
        return tb.tb_frame is sys._getframe(), tb.tb_lineno == sys._getframe().f_lineno - 4, tb.tb_next
print(deco())
