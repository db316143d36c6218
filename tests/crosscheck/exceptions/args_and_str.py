# args, str and repr of exceptions: none, one, many; KeyError's repr; subclasses with own __init__/__str__.
for e in (
    ValueError(), ValueError("a"), ValueError("a", 1), ValueError(None), ValueError(()), ValueError(("a",)),
    KeyError("k"), KeyError("k", 2), KeyError(), KeyError(KeyError("x")), OSError(), OSError("one"),
    OSError(1000002, "No such"), OSError(1000002, "No such", "file"), OSError(1000001, 2, 3, 4, 5), OSError(
    1000002, "No such", "a", None, "b",
    ), SystemExit(3), SystemExit(1, 2), StopIteration(5), StopIteration(), SyntaxError("bad"),
    SyntaxError(
    "bad", ("f.py", 1, 2, "text"),
          ), UnicodeDecodeError("utf8", b"ab", 0, 1, "why"), UnicodeEncodeError("ascii", "a\xe9", 1, 2, "no"), UnicodeTranslateError("abc", 0, 3, "r"),
    ImportError("msg", name="n", path="p"), AttributeError("attr", name="n", obj=1), NameError("nm", name="q"),
    ModuleNotFoundError("m"), AssertionError([1, 2]), IndexError(0),
):
    print(repr(e), "|", str(e), "|", e.args)


class Own(Exception):
    def __init__(self, a, b=2):
        self.a, self.b = a, b


class Own2(Exception):
    def __init__(self, code):
        super().__init__(f"code {code}")
    def __str__(self): return "custom str"


o = Own(1)
print(repr(o), str(o), o.args, vars(o))
print(repr(Own2(5)), str(Own2(5)), Own2(5).args)
o.args = "replaced"
print(repr(o), o.args)
o.attribute = "any"
print(o.attribute)
print(
    StopIteration(1, 2).value, StopIteration().value, SystemExit((1, 2)).code, SystemExit(1, 2).code,
    SystemExit().code,
)
for action in (
    lambda: ValueError(x=1), lambda: UnicodeDecodeError("a"), lambda: UnicodeDecodeError("utf8", "s", 0, 1, "r"),
    lambda: ImportError(bad=1), lambda: AttributeError(foo=2), lambda: SyntaxError("m", ("f",)), lambda: OSError(x=1),
):
    try:
        print(repr(action()))
    except TypeError as error:
        print(error)
print(ValueError("a") == ValueError("a"), hash(ValueError("a")) is not None)
