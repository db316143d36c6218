# A syntax error in a module: the import's frames and then the location in the module.
import sys

sys.path.insert(0, sys.path[0] + "/_modules")


def load():
    import broken_module


load()
