# Every built-in type and every method that is no internal one tells what it does.
import sys

sys.path.insert(0, __file__.rpartition("/")[0] + "/_types")
from kinds import EXCEPTIONS, HIDDEN, PUBLIC

UNDOCUMENTED = ("code",)  # as in CPython
for t in PUBLIC + EXCEPTIONS:
    if t.__name__ != "ExceptionGroup":
        print(t.__qualname__, type(t.__doc__).__name__, len(t.__doc__ or "") > 10)
for t in PUBLIC + HIDDEN + EXCEPTIONS:
    for name, attribute in sorted(vars(t).items()):
        if not name.startswith("_") and t.__name__ not in UNDOCUMENTED and callable(getattr(t, name)):
            if not attribute.__doc__:
                print(t.__qualname__, name, "has no doc")
