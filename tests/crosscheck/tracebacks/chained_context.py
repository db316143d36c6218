# An exception during the handling of another: both are printed, oldest first.
def first():
    raise ValueError("first")


def second():
    try:
        first()
    except ValueError:
        undefined_function()


def third():
    try:
        second()
    finally:
        [][0]


third()
