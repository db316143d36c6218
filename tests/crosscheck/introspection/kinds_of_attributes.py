# What stands for each attribute in the type's own namespace: methods, slot wrappers, members, computed attributes.
import sys

sys.path.insert(0, __file__.rpartition("/")[0] + "/_types")
from kinds import EXCEPTIONS, HIDDEN, PUBLIC

INHERITED = ("__doc__", "__new__", "__sizeof__", "__getattribute__")  # whether a type has its own is no matter
for t in PUBLIC + HIDDEN + EXCEPTIONS:
    print(t.__qualname__)
    kinds = {}
    for name, attribute in sorted(vars(t).items()):
        if name not in INHERITED:
            kinds.setdefault(type(attribute).__name__, []).append(name)
    for kind, names in sorted(kinds.items()):
        print("   ", kind + ":", *names)
