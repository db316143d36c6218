# "Did you mean" for misspelt keyword arguments, of functions in Python and of built-in ones.
import sys


def show(function):
    try:
        function()
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__.tb_next)


def f(first, *, second_option=1, third): pass
class C:
    def __init__(self, width, height): pass
show(lambda: f(frist=1, third=2))
show(lambda: f(1, secnd_option=2, third=3))
show(lambda: f(1, thrid=3))
show(lambda: f(1, third=1, other=2))
show(lambda: C(widht=1, height=2))
show(lambda: print("x", ned=""))
show(lambda: sorted([], revers=True))
show(lambda: int("1", bas=2))
show(lambda: "a b".split(spe=" "))
