# Globals whose __builtins__ is no dict: names are looked up with its __getitem__.
import types


class Mapping:
    def __getitem__(self, key):
        if key in ("print", "__build_class__", "__import__"):
            return lambda *arguments, **keywords: print("called", key, [type(a).__name__ for a in arguments])
        raise KeyError(key)


class Missing(dict):
    def __missing__(self, key):
        return lambda *arguments: print("missing", key)


class Raises:
    def __getitem__(self, key):
        raise IndexError(key)


PROGRAMS = (
    "print('hi')",
    "class A: pass",
    "import sys",
    "absent",
    "x = 1\ndel absent",
    "def f(): return print(1)\nf()\nx = f.__builtins__",
    "x = [print for _ in 'a']",
)
for source in PROGRAMS:
    for builtins in (123, Mapping(), Missing(), {}, None, Raises(), "text", [1], types.SimpleNamespace(print=print)):
        names = {"__builtins__": builtins}
        try:
            exec(source, names)
            print(repr(source), type(builtins).__name__, "ok", type(names.get("x")).__name__)
        except Exception as error:
            print(repr(source), type(builtins).__name__, type(error).__name__, error)
print(eval("f.__builtins__ is b", {"__builtins__": {}}, {"f": types.FunctionType((lambda: 0).__code__, {"__builtins__": 5}), "b": 5}))
