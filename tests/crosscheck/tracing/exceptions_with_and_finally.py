# sys.settrace: exceptions on their way through frames, try, finally and with.
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

def fails():
    raise ValueError(1)


def passes_on():
    fails()


def catches():
    try:
        passes_on()
    except KeyError:
        x = 1
    except ValueError as error:
        x = 2
    return x


def divides(a):
    try:
        return 1 / a
    except ZeroDivisionError:
        return 0
    finally:
        a = 5


def finally_runs(a):
    try:
        a += 1
    finally:
        a += 2
    return a


def else_runs(a):
    try:
        a += 1
    except ValueError:
        a = 0
    else:
        a += 10
    return a


def raises_again():
    try:
        fails()
    except ValueError:
        raise


def cleans_up():
    try:
        fails()
    finally:
        x = 1


class Manager:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        return self.swallow


def with_block(swallow):
    with Manager(swallow) as manager:
        x = 1
    return x


def with_failure(swallow):
    with Manager(swallow):
        fails()
    return 5


def nested():
    for i in range(2):
        try:
            if i:
                continue
            fails()
        except ValueError:
            break
    return i


def missing(a):
    return a.nothing


trace(fails)
trace(passes_on)
trace(catches)
trace(divides, 1)
trace(divides, 0)
trace(finally_runs, 1)
trace(else_runs, 1)
trace(raises_again)
trace(cleans_up)
trace(with_block, False)
trace(with_failure, True)
trace(nested)
trace(missing, 1)
