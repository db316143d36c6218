# sys.setprofile: calls and returns of Python functions and of built-in ones.
import sys


def profile(function, *arguments):
    events = []

    def profiler(frame, event, argument):
        shown = argument.__qualname__ if event.startswith("c_") else repr(argument)
        events.append((frame.f_code.co_name, event, shown))

    sys.setprofile(profiler)
    try:
        result = function(*arguments)
    except Exception as error:
        result = error
    finally:
        sys.setprofile(None)
    print(function.__name__, repr(result))
    for event in events:
        print("   ", *event)


def callee(x):
    return x + 1


def calls():
    callee(1)
    len([])
    [].append(5)
    x = [3, 1]
    x.sort(key=callee)
    str(5)
    print("written")
    return max(1, 2, key=callee)


def fails():
    try:
        int("x")
        {}.pop(1)
    except Exception:
        pass
    len(5)


def generator():
    yield 1
    yield 2


def consumes():
    return [i for i in generator()]


def star():
    values = [1, 2]
    options = {"key": callee}
    print(*values)
    max(*values, **options)
    list.append(values, 5)
    return callee(*[1])


class Thing:
    def __init__(self):
        self.x = 1

    def __add__(self, other):
        return 5


def makes():
    return Thing() + Thing()


profile(calls)
profile(fails)
profile(consumes)
profile(star)
profile(makes)
