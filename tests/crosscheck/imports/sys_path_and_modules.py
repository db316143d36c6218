# sys.path decides where to look, sys.modules what is loaded; reloading by hand; __import__ replaced.
import sys
import builtins

here = sys.path[0]
print(here.rpartition("/")[2], __name__, __file__.rpartition("/")[2], __package__, __spec__)
try:
    import only_in_extra
except ModuleNotFoundError as error:
    print(error)
sys.path.insert(0, here + "/_extra")
import only_in_extra
print(only_in_extra.WHERE)
sys.path.append(here + "/_extra2")
import in_both
print(in_both.WHERE)
del sys.modules["in_both"]
sys.path[0], sys.path[-1] = sys.path[-1], sys.path[0]
import in_both
print(in_both.WHERE)
sys.path.remove(here + "/_extra2")
print(sys.modules["__main__"].here is here, sys.modules[__name__].__dict__ is globals())
calls = []
original = builtins.__import__
def spy(name, globals=None, locals=None, fromlist=(), level=0):
    calls.append((name, fromlist, level))
    return original(name, globals, locals, fromlist, level)
builtins.__import__ = spy
import sys, pkg_a.other as x
from pkg_a import sub, other as y
from sys import *
builtins.__import__ = original
print([call for call in calls if call[0] in ("sys", "pkg_a", "pkg_a.other")])
fake = type(sys)("fake_module")
fake.value = "from a made module"
sys.modules["fake_module"] = fake
from fake_module import value
import fake_module as again
print(value, again is fake)
print(
    __import__("pkg_a.sub.deep").__name__, __import__("pkg_a.sub.deep", fromlist=["x"]).__name__,
    __import__("pkg_a").__name__,
)
print([n for n in ("sys", "builtins", "time", "math", "itertools", "gc") if n in sys.builtin_module_names])
