# Expressions over several lines: which lines are shown, with markers, and "...<n lines>..." in the middle.
import sys


def show(function):
    try:
        function()
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__.tb_next)


def f(*args, **kwargs): return args[0]


zero = 0
def one():
    return (1 +
            zero / 0 +
            2)
def two():
    return f(
        1,
        2,
    ) + f(
        "text",
    )
def three():
    f(
        1,
        2,
        3,
        4,
        5,
        zero.missing,
        6,
    )
def four():
    return (
        zero
        .real
        .missing
        .more
    )
def five():
    x = [
        1,
        2,
        3,
        4,
        5,
        6,
    ][
        10
    ]
def six():
    raise ValueError(
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
    )
def seven():
    return 1 + \
        2 + \
        "x"
def eight():
    return """
    text
    """ + 5
def nine():
    assert f(
        0,
        "more",
    ), (
        "message"
    )
def ten():
    f(1)(
        2,
        # comment

        3,
    )
def eleven():
    return {
        "a": 1,
        "b": zero / 0,
        "c": 2,
    }
def twelve():
    for x in (
        5
    ) + (6,):
        pass
for function in (one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve):
    show(function)
