# The line that a frame shows after an exception has left it.
class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *arguments):
        pass


class Raises(Manager):
    def __exit__(self, *arguments):
        raise KeyError(1)


def after_with():
    with Manager():
        1 / 0
        pass


def after_two():
    with Manager(), \
            Manager():
        x = 1
        1 / 0


def after_raising_exit():
    with Raises():
        1 / 0


def after_finally():
    try:
        1 / 0
    finally:
        pass


def after_longer_finally():
    try:
        1 / 0
    finally:
        x = len([])
        if x:
            pass
        y = 2


def after_raising_finally():
    try:
        1 / 0
    finally:
        [].pop()
        pass


def after_no_handler():
    try:
        1 / 0
    except KeyError:
        pass
    except (ValueError,
            OSError):
        pass


def after_handler():
    try:
        1 / 0
    except ZeroDivisionError as error:
        x = 1
        raise


def within_with():
    try:
        with Manager():
            1 / 0
    except KeyError:
        pass


for function in (after_with, after_two, after_raising_exit, after_finally, after_longer_finally, after_raising_finally, after_no_handler, after_handler, within_with):
    try:
        function()
    except Exception as error:
        entry = error.__traceback__.tb_next
        first = function.__code__.co_firstlineno
        print(function.__name__, type(error).__name__, entry.tb_lineno - first, entry.tb_frame.f_lineno - first)
