# any(), all() and tuple() of a generator expression run it in place: the name alone is underlined.
import sys


def with_any(): return any(1 / 0 for x in [1])
def with_all(): return all(x / 0 for x in [1])
def with_tuple(): return tuple(1 / 0 for x in [1])
def with_list(): return list(1 / 0 for x in [1])
def shadowed(any=list): return any(1 / 0 for x in [1])


for function in with_any, with_all, with_tuple, with_list, shadowed:
    try:
        function()
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
