# sys.settrace: calls, lines and returns of branches and loops, by lines counted from the function's first.
import sys


def trace(function, *arguments):
    events = []
    first = function.__code__.co_firstlineno

    def tracer(frame, event, argument):
        if frame.f_code.co_filename != __file__:
            return None
        line = frame.f_lineno - first
        shown = ""
        if event == "return":
            shown = argument if isinstance(argument, (int, str, list, tuple, dict)) else type(argument).__name__
        elif event == "exception":
            shown = argument[0].__name__
        events.append(f"{frame.f_code.co_name}:{line}:{event}:{shown}")
        return tracer

    sys.settrace(tracer)
    try:
        result = function(*arguments)
    except Exception as error:
        result = error
    finally:
        sys.settrace(None)
    print(function.__name__, repr(result))
    for event in events:
        print("   ", event)


def plain(a):
    b = a + 1
    return b


def branches(a):
    if a > 10:
        b = 1
    elif a > 5:
        b = 2
    else:
        b = 3
    if not a:
        return None
    return b


def for_loop(n):
    total = 0
    for i in range(n):
        if i == 1:
            total += 5
        total += i
    else:
        total += 100
    return total


def while_loop(n):
    while n > 0:
        n -= 1
        if n == 1:
            n -= 5
    else:
        n = -1
    return n


def endless(n):
    while True:
        n += 1
        if n > 2:
            return n


def one_line(n):
    for i in range(n): pass
    while n: n -= 1
    if n: n = 5
    return n


def nothing():
    pass


def calls(n):
    x = plain(n)
    y = plain(x) + plain(n)
    return x + y


def recursive(n):
    if n == 0:
        return 0
    return n + recursive(n - 1)


def documented():
    """A docstring."""
    x: int = 5
    y: str
    global shared
    del x
    assert shared, "message"
    return shared


shared = 1
trace(plain, 1)
trace(branches, 20)
trace(branches, 7)
trace(branches, 0)
trace(for_loop, 3)
trace(for_loop, 0)
trace(while_loop, 3)
trace(endless, 0)
trace(one_line, 2)
trace(nothing)
trace(calls, 1)
trace(recursive, 2)
trace(documented)
trace(lambda: 5)
