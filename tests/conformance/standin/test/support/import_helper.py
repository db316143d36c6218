"""Importing modules that may not be there."""

import sys
import unittest


def import_module(name, deprecated=False, *, required_on=()):
    try:
        __import__(name)
    except ImportError as problem:
        raise unittest.SkipTest(str(problem)) from None
    return sys.modules[name]


def import_fresh_module(name, fresh=(), blocked=(), *, deprecated=False):
    """The module imported anew; sys.modules is as before afterwards."""
    saved = {}
    for each in (name, *fresh, *blocked):
        for loaded in list(sys.modules):
            if loaded == each or loaded.startswith(each + "."):
                saved[loaded] = sys.modules.pop(loaded)
    for each in blocked:
        sys.modules[each] = None
    try:
        __import__(name)
        return sys.modules[name]
    except ImportError:
        return None
    finally:
        for each in (name, *fresh, *blocked):
            sys.modules.pop(each, None)
        sys.modules.update(saved)


class CleanImport:
    def __init__(self, *names, usefrozen=False):
        self.names = names

    def __enter__(self):
        self.saved = dict(sys.modules)
        for name in self.names:
            sys.modules.pop(name, None)
        return self

    def __exit__(self, *error):
        sys.modules.update(self.saved)
