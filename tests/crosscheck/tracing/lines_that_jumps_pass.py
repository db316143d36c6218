# sys.settrace: break, continue and pass that become jumps; the line of a with that an exception leaves.
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

def for_loop(n):
    total = 0
    for i in range(n):
        if i == 1:
            continue
        total += i
    else:
        total += 100
    return total


def while_loop(n):
    while n > 0:
        n -= 1
        if n == 1:
            break
    else:
        n = -1
    return n


def implicit(a):
    if a:
        pass
    else:
        a = 2


def fails():
    raise ValueError(1)


class Manager:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        return self.swallow


def with_failure(swallow):
    with Manager(swallow):
        fails()
    return 5


trace(for_loop, 3)
trace(for_loop, 0)
trace(while_loop, 3)
trace(while_loop, 1)
trace(implicit, 0)
trace(implicit, 1)
trace(with_failure, False)
