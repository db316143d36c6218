# An exception while a module is imported: the import machinery's own frames are left out.
import sys

sys.path.insert(0, sys.path[0] + "/_modules")


def load():
    from failing_package.inside import value


load()
