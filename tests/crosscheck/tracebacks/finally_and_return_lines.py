# Line numbers after handlers, finally blocks and re-raises: the line that raised first stays.
def reraised():
    try:
        raise ValueError("original line")
    except ValueError:
        print("handling")
        raise


def in_finally():
    try:
        reraised()
    finally:
        print("finally runs")


def stored():
    try:
        in_finally()
    except ValueError as error:
        saved = error
    raise saved


stored()
