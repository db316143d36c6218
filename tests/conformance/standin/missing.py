"""Modules that do not import yet: whatever is taken from one is an object that skips the test that uses it."""

import sys


class Missing:
    """Stands for anything in a missing module. Calling it, or asking it for anything but attributes, skips the test.

    While the test module itself is being imported (strict is false) a call answers another of these.
    """

    strict = False

    def __init__(self, name):
        self.__dict__["_name"] = name

    def __getattr__(self, attribute):
        if attribute.startswith("__") and attribute.endswith("__"):
            raise AttributeError(attribute)
        return Missing(f"{self._name}.{attribute}")

    def _skip(self, *args, **kwargs):
        import unittest
        raise unittest.SkipTest(f"needs {self._name}, which does not import")

    __iter__ = __enter__ = __getitem__ = __eq__ = __len__ = __bool__ = __setattr__ = __hash__ = __add__ = __or__ = __ror__ = _skip

    def __call__(self, *args, **kwargs):
        # As a decorator it leaves a test that is skipped when it runs.
        if len(args) == 1 and not kwargs and callable(args[0]) and not isinstance(args[0], Missing):
            import unittest
            return unittest.skip(f"needs {self._name}, which does not import")(args[0])
        return self._skip() if Missing.strict else Missing(f"{self._name}()")

    def __mro_entries__(self, bases):
        return ()

    def __repr__(self):
        return f"<missing {self._name}>"


def make_module(name):
    module = type(sys)(name)
    module.__dict__["__getattr__"] = lambda attribute: _attribute(name, attribute)
    module.__dict__["__path__"] = []
    return module


def _attribute(name, attribute):
    if attribute.startswith("__") and attribute.endswith("__"):
        raise AttributeError(attribute)
    return Missing(f"{name}.{attribute}")


def imported_names(source):
    """The modules that the lines of a source text import, as far as that can be told line by line."""
    for line in source.split("\n"):
        words = line.replace(",", " , ").split()
        if len(words) >= 2 and words[0] == "from":
            yield words[1]
        elif len(words) >= 2 and words[0] == "import":
            expect = True
            for word in words[1:]:
                if word.startswith(("#", "(", "\\")):
                    break
                if expect and word not in (",", "as"):
                    yield word.rstrip(";")
                expect = word == ","


def replace_missing(source, report):
    """Imports what the source text imports, and puts a stand-in where that fails."""
    for name in imported_names(source):
        if name.startswith((".", "test", "__")) or name in sys.modules or not name.replace(".", "").isidentifier():
            continue
        before = set(sys.modules)
        try:
            __import__(name)
        except Exception as problem:
            for new in set(sys.modules) - before:
                del sys.modules[new]
            report(name, f"{type(problem).__name__}: {problem}")
            parent, _, child = name.rpartition(".")
            sys.modules[name] = make_module(name)
            if parent:
                if parent not in sys.modules:
                    sys.modules[parent] = make_module(parent)
                try:
                    setattr(sys.modules[parent], child, sys.modules[name])
                except Exception:
                    pass
