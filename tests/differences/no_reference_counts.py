# There is no count of references to ask for.
import sys

print(hasattr(sys, "getrefcount"))
