# Exceptions through generators: context of thrown ones, handlers that survive suspension, traceback frames.
def handler_survives():
    try:
        raise KeyError("kept")
    except KeyError as error:
        yield "in handler"
        try:
            raise
        except KeyError as again:
            yield repr(again), again is error


print(list(handler_survives()))


def g():
    try:
        yield 1
    except ValueError as error:
        yield repr(error.__context__), repr(error.__cause__)
        raise TypeError("new") from error


it = g()
next(it)
try:
    raise OSError("in the caller")
except OSError:
    print(it.throw(ValueError("thrown while handling")))
try:
    next(it)
except TypeError as error:
    print(repr(error.__cause__), repr(error.__context__))


def names(tb):
    out = []
    while tb:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        tb = tb.tb_next
    return out


def raiser():
    yield 1
    raise ValueError("deep")


def through():
    yield from raiser()


def outermost():
    for x in through():
        pass


try:
    outermost()
except ValueError as error:
    print(names(error.__traceback__)[1:])
it = through()
next(it)
try:
    it.throw(KeyError("thrown"))
except KeyError as error:
    print(names(error.__traceback__)[1:])


def swallow_all():
    while True:
        try:
            yield
        except Exception as error:
            yield f"swallowed {type(error).__name__}"


it = swallow_all()
for kind in (ValueError, KeyError):
    next(it)
    print(it.throw(kind()))


def loop_with_try():
    for i in range(3):
        try:
            yield i
        except ValueError:
            yield f"error at {i}"


it = loop_with_try()
print(next(it), next(it), it.throw(ValueError), next(it), next(it, "end"))
