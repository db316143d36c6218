# gi_running, gi_suspended, gi_frame, gi_code, gi_yieldfrom, names; what cannot be set.
def g():
    print("running", it.gi_running, it.gi_suspended)
    yield from inner
    yield 2


def simple():
    yield "inner"


inner = simple()
it = g()
print(it.gi_running, it.gi_suspended, it.gi_yieldfrom, it.gi_frame is not None, it.gi_code is g.__code__)
next(it)
print(it.gi_running, it.gi_suspended, it.gi_yieldfrom is inner, it.gi_frame.f_lineno)
next(it)
print(it.gi_yieldfrom, it.gi_frame.f_lineno)
print(list(it), it.gi_frame, it.gi_suspended, it.gi_running)
print(it.__name__, it.__qualname__, repr(it).split(" at ")[0])
it.__name__ = "renamed"
it.__qualname__ = "q.renamed"
print(repr(it).split(" at ")[0], g.__name__)
for action in (
    lambda: setattr(it, "__name__", 5), lambda: setattr(it, "gi_frame", 1), lambda: setattr(it, "x", 1),
    lambda: delattr(it, "__name__"), lambda: type(it)(), lambda: setattr(it, "gi_running", 1),
):
    try:
        action()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)


def recursive():
    yield 1
    next(r)


r = recursive()
next(r)
try:
    next(r)
except ValueError as error:
    print(error)


def closes_itself():
    yield 1
    c.close()


c = closes_itself()
next(c)
try:
    next(c)
except ValueError as error:
    print(error)
print(iter(it) is it, sorted(n for n in dir(it) if not n.startswith("__")))
