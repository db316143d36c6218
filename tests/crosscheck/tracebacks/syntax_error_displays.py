# How SyntaxErrors are displayed: text, carets, without text, with odd offsets, in exec and compile.
import sys


def show(error): sys.excepthook(type(error), error, None)


for source in (
    "x = = 1", "f(a b)", "(1,\n2", "if 1:\nx", "  x", "'abc", "a = 1 +", "x = (\n  1 2\n)", "\tx\ty = = 1",
    "é = = 'ü'", "def f():\n    return\n  x", "f'{a b}'", "print 'x'", "x" * 100 + " y", "break",
    "def f(): nonlocal q", "\n\n\n   \n x = (", "a, 1 = b", "lambda x=1, y: 0",
):
    try:
        compile(source, "some/file.py", "exec")
    except SyntaxError as error:
        show(error)
for args in (
    ("no details",), ("no text", ("f.py", 3, 5, None)), ("text", ("f.py", 3, 5, "abcdefgh")),
    ("range", ("f.py", 3, 3, "abcdefgh", 3, 6)), ("offset beyond", ("f.py", 1, 50, "short")),
    ("zero offset", ("f.py", 1, 0, "text")), ("no offset", ("f.py", 1, None, "text")),
    ("no line", ("f.py", None, None, None)), ("no file", (None, 1, 2, "text")),
    ("indented text", ("f.py", 7, 9, "      abc def", 7, 12)), ("several lines", ("f.py", 1, 2, "ab(c\nd)", 2, 2)),
    ("negative", ("f.py", 1, -1, "text")), ("end before start", ("f.py", 1, 4, "abcdef", 1, 2)),
    ("newline at end", ("f.py", 1, 2, "abc\n")), ("", ("f.py", 1, 1, "x")), (None, ("f.py", 1, 1, "x")),
):
    show(SyntaxError(*args))
error = SyntaxError("with a note", ("f.py", 1, 1, "x"))
error.add_note("the note")
show(error)
class Sub(SyntaxError): pass
show(Sub("of a subclass", ("f.py", 1, 1, "x")))
try:
    exec("x = 1\ny = (2\nz = 3")
except SyntaxError as error:
    sys.excepthook(type(error), error, error.__traceback__)
eval("1 +")
