# How the modules of the library are found.
import importlib.machinery
import json
import os
import sys

print(len(sys.path_hooks), type(json.__loader__).__name__)
print(os.path.basename(json.__spec__.origin), os.path.basename(os.path.dirname(os.__file__)))
print(bool(importlib.machinery.EXTENSION_SUFFIXES))
