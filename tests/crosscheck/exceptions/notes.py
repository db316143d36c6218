# add_note, __notes__: order, types, where they are kept.
e = ValueError("v")
print(hasattr(e, "__notes__"))
e.add_note("first")
e.add_note("second\nline")
print(e.__notes__, vars(e))
for bad in (5, None, b"x"):
    try:
        e.add_note(bad)
    except TypeError as error:
        print(error)
e.__notes__ = "not a list"
try:
    e.add_note("x")
except TypeError as error:
    print(error)
del e.__notes__
e.add_note("fresh")
print(e.__notes__, repr(e), str(e))


def annotate():
    try:
        {}["k"]
    except KeyError as error:
        error.add_note("while looking")
        raise


try:
    annotate()
except KeyError as error:
    print(error.__notes__)
g = ExceptionGroup("g", [ValueError(1)])
g.add_note("on group")
part = g.split(ValueError)[0]
print(
    part.__notes__, part.__notes__ is g.__notes__, g.derive([KeyError()]).__class__.__name__,
    hasattr(g.derive([KeyError()]), "__notes__"),
)
try:
    ValueError.add_note()
except TypeError as error:
    print(error)
try:
    e.add_note("a", "b")
except TypeError as error:
    print(error)
