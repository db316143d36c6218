# Exceptions whose __str__ or __repr__ fails, returns the wrong type, has lines, or is empty.
import sys


class StrFails(Exception):
    def __str__(self): raise ValueError("no")
class StrWrong(Exception):
    def __str__(self): return 5
class Lines(Exception):
    def __str__(self): return "first\nsecond\n\nthird\n"
class Empty(Exception):
    def __str__(self): return ""
class Unprintable(Exception):
    def __str__(self): return "\x00\x1b[31m\udc80é"
def show(error): sys.excepthook(type(error), error, None)
for error in (
    StrFails(), StrWrong(), Lines(), Empty(), KeyError("k"), KeyError(), KeyError("two\nlines"), OSError("plain"),
    StopIteration(5), SystemExit(4), KeyboardInterrupt("text"), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"),
    AssertionError(), AssertionError(""), AssertionError(None), ValueError("trailing newline\n"), ValueError("\n"),
    ValueError(" "), ValueError("é☃"), ImportError("msg", name="m"), NameError("n", name="x"),
    ExceptionGroup("g", [StrFails()]),
):
    show(error)
