# __context__, __cause__ and __suppress_context__ as raise and raise-from set them.
def describe(e):
    return f"{e!r} context={e.__context__!r} cause={e.__cause__!r} suppress={e.__suppress_context__}"


def catch(f):
    try:
        f()
    except Exception as e:
        print(describe(e))


def implicit():
    try: 1 / 0
    except ZeroDivisionError: raise ValueError("implicit")


def explicit():
    try: 1 / 0
    except ZeroDivisionError as e: raise ValueError("explicit") from e


def suppressed():
    try: 1 / 0
    except ZeroDivisionError: raise ValueError("suppressed") from None


def other_cause(): raise ValueError("x") from KeyError("made up")
def cause_class(): raise ValueError from KeyError


def bare_reraise():
    try: raise KeyError("again")
    except KeyError: raise


def raise_same():
    try: raise KeyError("same")
    except KeyError as e: raise e


def three_levels():
    try:
        try: raise KeyError(1)
        except KeyError: raise ValueError(2)
    except ValueError: raise TypeError(3)


def bad_cause(): raise ValueError from 5


for f in (
    implicit, explicit, suppressed, other_cause, cause_class, bare_reraise, raise_same, three_levels, bad_cause,
):
    catch(f)
try:
    three_levels()
except TypeError as e:
    print(describe(e.__context__))
e = ValueError("manual")
e.__cause__ = KeyError("set")
print(describe(e))
e.__suppress_context__ = False
e.__cause__ = None
print(describe(e))
for name, value in (
    ("__cause__", 5), ("__context__", "x"), ("__traceback__", 5), ("args", 5), ("__suppress_context__", "yes"),
):
    try:
        setattr(e, name, value)
        print(name, getattr(e, name))
    except TypeError as error:
        print(name, error)
for name in ("__cause__", "__context__", "__traceback__", "args"):
    try:
        delattr(e, name)
    except TypeError as error:
        print(name, error)
