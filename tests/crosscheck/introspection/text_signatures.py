# The signatures of the built-in types and their methods, as inspect.signature reads them.
import sys

sys.path.insert(0, __file__.rpartition("/")[0] + "/_types")
from kinds import EXCEPTIONS, HIDDEN, PUBLIC

INHERITED = ("__new__", "__sizeof__", "__getattribute__")
for t in PUBLIC + HIDDEN + EXCEPTIONS:
    print(t.__qualname__, t.__text_signature__)
    for name, attribute in sorted(vars(t).items()):
        attribute = getattr(attribute, "__func__", attribute)
        if name not in INHERITED and hasattr(attribute, "__text_signature__"):
            print("   ", name, attribute.__text_signature__)
