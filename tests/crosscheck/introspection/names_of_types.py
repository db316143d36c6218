# What dir() lists for each built-in type, besides what every object has.
import sys

sys.path.insert(0, __file__.rpartition("/")[0] + "/_types")
from kinds import EXCEPTIONS, HIDDEN, PUBLIC

for t in PUBLIC + HIDDEN + EXCEPTIONS:
    print(t.__module__, t.__qualname__, "<", *(base.__name__ for base in t.__mro__[1:]))
    print("   ", *(name for name in dir(t) if name not in dir(object)))
