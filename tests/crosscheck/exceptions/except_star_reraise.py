# Raising inside except*: bare raise keeps structure, new errors are grouped with what is left, names are deleted.
def show(e, depth=0):
    print("  " * depth + f"{type(e).__name__}({e})")
    if isinstance(e, BaseExceptionGroup):
        for sub in e.exceptions:
            show(sub, depth + 1)


def catch(f):
    try:
        f()
    except BaseException as e:
        show(e)


def bare():
    try: raise ExceptionGroup("g", [ValueError(1), ExceptionGroup("n", [ValueError(2), KeyError(3)]), OSError(4)])
    except* ValueError: raise


def several_new():
    try: raise ExceptionGroup("g", [ValueError(1), KeyError(2), OSError(3)])
    except* ValueError: raise TypeError("from value")
    except* KeyError: raise IndexError("from key")


def raise_named():
    try: raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError as eg: raise eg


def mixed():
    try: raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError: raise
    except* KeyError as e: raise RuntimeError("r") from e


def naked_bare():
    try: raise ValueError("naked")
    except* ValueError: raise


def base_group():
    try: raise BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError(1)])
    except* ValueError: pass


for f in (bare, several_new, raise_named, mixed, naked_bare, base_group):
    print(f.__name__)
    catch(f)
try: raise ExceptionGroup("g", [ValueError(1)])
except* ValueError as name: pass
print("name" in globals())
for bad in (ExceptionGroup, 5, (ValueError, ExceptionGroup)):
    try:
        try: raise ValueError("x")
        except* bad: pass
    except* TypeError as error:
        print(error.exceptions[0] if isinstance(error, ExceptionGroup) else error)
for source in (
    "try: pass\nexcept* : pass", "try: pass\nexcept ValueError: pass\nexcept* KeyError: pass",
    "for x in y:\n try: pass\n except* ValueError: break", "def f():\n try: pass\n except* ValueError: return",
    "for x in y:\n try: pass\n except* ValueError: continue",
):
    try:
        compile(source, "s", "exec")
    except SyntaxError as error:
        print(error.msg, error.lineno)
