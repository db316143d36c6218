# sys.exception() and sys.exc_info() follow the innermost handler, per frame and per generator.
import sys

print(sys.exception(), sys.exc_info())


def inside():
    return repr(sys.exception())


try:
    raise ValueError("one")
except ValueError as e:
    print(sys.exception() is e, sys.exc_info()[0].__name__, sys.exc_info()[2] is e.__traceback__, inside())
    try:
        raise KeyError("two")
    except KeyError:
        print(inside())
    print(inside())
    try:
        pass
    finally:
        print(inside())
print(inside())


def generator():
    print("g1", inside())
    try:
        raise IndexError("in generator")
    except IndexError:
        yield 1
        print("g2", inside())
        yield 2
    print("g3", inside())


g = generator()
try:
    raise OSError("caller")
except OSError:
    next(g)
    print("caller", inside())
    next(g)
    print("caller", inside())
next(g, None)


def finally_sees():
    try:
        1 / 0
    finally:
        print("finally", inside())


try:
    finally_sees()
except ZeroDivisionError:
    pass


class Manager:
    def __enter__(self): print("enter", inside())
    def __exit__(self, *a):
        print("exit", inside())
        return True


with Manager():
    raise LookupError("in with")
print(sys.exception())
try:
    raise
except RuntimeError as error:
    print(error)
