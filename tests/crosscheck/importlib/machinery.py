# What finders and loaders show of themselves: specs of built-in, frozen and other modules, finders that a program adds,
# reloading, what importlib.util offers.
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import math
import os
import runpy
import sys
import types

for module in (sys, math, os, runpy, importlib._bootstrap, importlib._bootstrap_external):
    spec = module.__spec__
    print(spec.name, spec.loader.__name__, spec.origin, spec.has_location, spec.cached, spec.submodule_search_locations, module.__loader__ is spec.loader)
    print("   ", spec.loader_state if spec.loader_state is None else sorted(vars(spec.loader_state)), type(spec) is importlib.machinery.ModuleSpec)
print(repr(sys.__spec__), repr(importlib._bootstrap.__spec__), importlib._bootstrap)
print([finder.__name__ for finder in sys.meta_path[:3]], sys.meta_path[0] is importlib.machinery.BuiltinImporter, sys.meta_path[2] is importlib.machinery.PathFinder)
print(json.__spec__.name, json.__spec__.parent, json.__package__, json.decoder.__spec__.parent, os.path.basename(json.__spec__.origin), json.__spec__.has_location)
print(importlib.machinery.BuiltinImporter.find_spec("math"), importlib.machinery.BuiltinImporter.find_spec("json"))
print(importlib.machinery.FrozenImporter.find_spec("os").loader.__name__, importlib.machinery.FrozenImporter.find_spec("json"))
print(importlib.util.find_spec("nothing_of_that_name"), importlib.util.find_spec("json").name, importlib.util.find_spec("json.decoder").name)
for name in ("math.pi", "nothing.more", ".relative", ""):
    try:
        print(name, importlib.util.find_spec(name))
    except Exception as error:
        print(name, type(error).__name__, error, getattr(error, "name", None))
print(importlib.util.resolve_name("..c", "a.b"), importlib.util.resolve_name("json", None))


class Words(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Modules word_X out of nothing."""

    def find_spec(self, fullname, path, target=None):
        if not fullname.startswith("word_"):
            return None
        print("  find", fullname, path, target)
        return importlib.machinery.ModuleSpec(fullname, self, origin="words", is_package=fullname.endswith("s"))

    def create_module(self, spec):
        print("  create", spec.name, spec)
        return None

    def exec_module(self, module):
        print("  exec", module.__name__, getattr(module.__spec__, "_initializing", None), module.__name__ in sys.modules)
        if module.__name__ == "word_bad":
            raise ValueError("bad word")
        module.word = module.__name__.removeprefix("word_")

    def __repr__(self):
        return "<Words>"


sys.meta_path.insert(0, Words())
import word_one, word_twos
print(word_one, word_one.word, word_one.__spec__._initializing, hasattr(word_one, "__file__"), word_twos.__path__)
for name in ("word_bad", "word_twos.more", "nowhere", "word_one.more"):
    try:
        __import__(name)
    except Exception as error:
        print(type(error).__name__, error, getattr(error, "name", None), name in sys.modules)
print(importlib.reload(word_one) is word_one)
del sys.modules["word_one"]
try:
    importlib.reload(word_one)
except ImportError as error:
    print(error)
try:
    importlib.reload("word_one")
except TypeError as error:
    print(error)
sys.modules["word_none"] = None
try:
    import word_none
except ModuleNotFoundError as error:
    print(error, error.name)
del sys.meta_path[0]


class Lazy:
    @staticmethod
    def find_spec(fullname, path=None, target=None):
        return "no spec" if fullname == "strange" else None


sys.meta_path.append(Lazy)
try:
    import strange
except Exception as error:
    print(type(error).__name__, error)
sys.meta_path.remove(Lazy)

module = types.ModuleType("made")
spec = importlib.util.spec_from_loader("made", importlib.machinery.BuiltinImporter)
print(spec, importlib.util.module_from_spec(importlib.util.find_spec("cmath")))
for value in (5, b"math", None):
    try:
        importlib.import_module(value)
    except Exception as error:
        print(type(error).__name__, error)
try:
    importlib.import_module(".decoder")
except TypeError as error:
    print(error)
print(importlib.import_module(".decoder", "json").__name__, importlib.import_module("os.path").__name__ in ("posixpath", "ntpath"))
print(importlib.machinery.SOURCE_SUFFIXES, importlib.machinery.BYTECODE_SUFFIXES, importlib.util.MAGIC_NUMBER[2:])
