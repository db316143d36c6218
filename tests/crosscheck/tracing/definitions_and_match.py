# sys.settrace: class bodies, definitions, match.
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

def defines():
    def inner(a, b=2):
        return a
    return inner(1)


def class_body():
    class Inner:
        x = 1

        def method(self):
            return self.x
    return Inner().method()


def matches(subject):
    match subject:
        case 1:
            x = "one"
        case [a, b]:
            x = a
        case {"key": value} if value:
            x = value
        case _:
            x = None
    return x


def boolean(a, b):
    c = a and b or 5
    return c if a else b


def imports():
    import sys
    from sys import path as p
    return 1


def deletes(a):
    b = [1, a]
    b[0] = 5
    del b[0]
    b[0] += 1
    x, y = 1, 2
    return x


trace(defines)
trace(class_body)
trace(matches, 1)
trace(matches, [1, 2])
trace(matches, {"key": 5})
trace(matches, 7)
trace(boolean, 1, 0)
trace(imports)
trace(deletes, 3)
