# Which blocks run in which order, for each way through try/except/else/finally.
def flow(kind):
    log = [kind]
    try:
        log.append("try")
        if kind == "value": raise ValueError("v")
        if kind == "key": raise KeyError("k")
        if kind == "other": raise OSError("o")
        if kind == "return": return log
    except ValueError as error:
        log.append(f"except {error}")
    except (KeyError, IndexError) as error:
        log.append(f"tuple {error!r}")
    else:
        log.append("else")
    finally:
        log.append("finally")
    log.append("after")
    return log


for kind in ("none", "value", "key", "return", "other"):
    try:
        print(flow(kind))
    except OSError as error:
        print("escaped", repr(error))


def nested():
    try:
        try:
            raise ValueError("inner")
        except KeyError:
            print("never")
        finally:
            print("inner finally")
    except ValueError as error:
        print("outer", error)
        try:
            raise TypeError("in handler")
        except TypeError as second:
            print(second, repr(second.__context__))
        else:
            print("never")
        finally:
            print("handler finally")
    else:
        print("never")
    finally:
        print("outer finally")


nested()


def else_raises():
    try:
        pass
    except ValueError:
        print("else is not guarded")
    else:
        raise ValueError("from else")


try:
    else_raises()
except ValueError as error:
    print(error)
try: print("one line")
finally: print("finally only")
