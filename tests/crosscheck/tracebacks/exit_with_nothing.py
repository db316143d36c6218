# sys.exit() and sys.exit(None): exit code 0, even from deep inside and while handling an exception.
import sys


def deep(n):
    if n: return deep(n - 1)
    try:
        1 / 0
    except ZeroDivisionError:
        sys.exit()


deep(5)
