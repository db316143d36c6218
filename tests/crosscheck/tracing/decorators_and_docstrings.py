# sys.settrace: the lines of decorators, and of docstrings in classes.
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

def decorator(function):
    return function


def with_argument(value):
    return decorator


def decorates():
    @decorator
    @with_argument(1)
    def inner():
        return 5
    return inner()


def documented_class():
    class Inner:
        """Documented."""
        x = 1
    return Inner.x


trace(decorates)
trace(documented_class)
