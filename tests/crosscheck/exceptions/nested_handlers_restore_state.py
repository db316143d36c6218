# After a nested handler ends, the outer exception is current again, also across calls, returns and loops.
import sys


def current(): return str(sys.exception())


def inner():
    try:
        raise KeyError("inner")
    except KeyError:
        return current()


try:
    raise ValueError("outer")
except ValueError:
    print(inner(), current())
    for i in range(2):
        try:
            raise IndexError(i)
        except IndexError:
            if i == 0: continue
            print(current())
            break
    print(current())
    try:
        try:
            raise TypeError("deep")
        finally:
            print(current())
    except TypeError:
        print(current())
    print(current())
    try:
        raise
    except ValueError as again:
        print("re-raised", again)
    print(current())


def reraise_later():
    try:
        raise OSError("saved")
    except OSError as e:
        saved = e
    print(current())
    raise saved


try:
    reraise_later()
except OSError as e:
    print(e, e.__context__)


def helper(): raise


try:
    raise ValueError("bare raise in a called function")
except ValueError:
    try:
        helper()
    except ValueError as e:
        print(e)
