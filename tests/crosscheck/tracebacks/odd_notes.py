# __notes__ that is no list, holds other things, or fails.
import sys


class BadStr:
    def __str__(self): raise ValueError("bad str")
    def __repr__(self): return "BadStr()"


class Raises(Exception):
    @property
    def __notes__(self): raise KeyError("no notes for you")


for notes in ("a string", 5, None, [1, None, "text"], ("tuple", "of notes"), [BadStr()], [], {"a": 1}, b"bytes"):
    error = ValueError(repr(notes))
    error.__notes__ = notes
    sys.excepthook(ValueError, error, None)
sys.excepthook(Raises, Raises("property"), None)
