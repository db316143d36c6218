# Repeated frames: three are shown, the rest is counted; mutual recursion is not collapsed; each run of frames is counted by itself.
import sys


def down(n):
    if n == 0:
        raise ValueError("bottom")
    down(n - 1)


def ping(n):
    if n == 0: 1 / 0
    pong(n - 1)
def pong(n): ping(n)


def middle(n):
    if n: return middle(n - 1)
    return down(5)


def exactly(n):
    if n == 1: raise KeyError(n)
    exactly(n - 1)


for action in (lambda: down(10), lambda: ping(4), lambda: middle(6), lambda: exactly(3), lambda: exactly(4), lambda: exactly(5), lambda: down(4)):
    try:
        action()
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__.tb_next)
down(6)
