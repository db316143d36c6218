# sys.settrace: lines within an expression.
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

def comprehension(n):
    squares = [
        i * i
        for i in range(n)
        if i
    ]
    return squares


def display(n):
    x = [
        n,
        len([]),
        n + 1
    ]
    y = dict(
        a=n,
        b=len(
            [1]),
    )
    z = (n
         + 1)
    if (n and
            x):
        z = 1
    return z


trace(comprehension, 3)
trace(display, 1)
