# sys.tracebacklimit cuts the traceback.
import sys


def a(): b()
def b(): c()
def c(): 1 / 0


for limit in (2, 1, 0, -5):
    sys.tracebacklimit = limit
    try:
        a()
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
del sys.tracebacklimit
sys.tracebacklimit = 2
a()
