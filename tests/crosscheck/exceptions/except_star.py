# except*: several clauses run, the rest is raised again, naked exceptions are wrapped.
def run(exc):
    try:
        raise exc
    except* ValueError as eg:
        print("  value", repr(eg))
    except* (KeyError, IndexError) as eg:
        print("  lookup", repr(eg))
    except* OSError:
        print("  os")
    else:
        print("  else")
    finally:
        print("  finally")


for exc in (
    ExceptionGroup("g", [ValueError(1), KeyError(2), ValueError(3)]), ValueError("naked"),
    ExceptionGroup("g", [TypeError(1), OSError(2)]), TypeError("not handled"),
    ExceptionGroup("deep", [ExceptionGroup("in", [ValueError(1), TypeError(2)]), IndexError(3)]),
):
    print(repr(exc))
    try:
        run(exc)
    except BaseException as left:
        print("  left:", repr(left))
try:
    try:
        pass
    except* ValueError:
        print("never")
    else:
        print("else ran")
finally:
    print("finally ran")
try:
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        raise KeyError("new")
except* KeyError as eg:
    print(repr(eg))
    print(repr(eg.exceptions[0].__context__))
except* TypeError as eg:
    print(repr(eg))
