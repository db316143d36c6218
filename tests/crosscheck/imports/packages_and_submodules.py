# import of packages and submodules: what gets bound where, once, in which order.
import sys

print("start")
import pkg_a.sub.deep
print(pkg_a.__name__, pkg_a.sub.__name__, pkg_a.sub.deep.VALUE)
import pkg_a.other as o
print(o.NAME, pkg_a.other is o)
from pkg_a import sub as s, other
print(s is pkg_a.sub, other is o)
from pkg_a.sub.deep import VALUE, function as f
print(VALUE, f())
import pkg_a.sub.deep as deep
print(deep.__name__, deep.__package__, pkg_a.__package__, pkg_a.sub.__package__, repr(o.__package__))
print(
    pkg_a.__file__.endswith("pkg_a/__init__.py"), pkg_a.__path__[0].endswith("pkg_a"), hasattr(deep, "__path__"),
    deep.__file__.endswith("sub/deep.py"),
)
print(sorted(name for name in sys.modules if name.startswith("pkg_a")))
print(sorted(n for n in vars(pkg_a) if not n.startswith("__")))
print(
    deep.__spec__.name, deep.__spec__.parent, pkg_a.__spec__.submodule_search_locations is not None,
    type(deep).__name__,
)
del sys.modules["pkg_a.other"]
import pkg_a.other
print(pkg_a.other is o, pkg_a.other.NAME)
def local_import():
    import pkg_a.sub.deep
    return pkg_a.sub.deep.VALUE, "pkg_a" in locals()
print(local_import())
class C:
    import pkg_a as inside
    from pkg_a.sub import deep as d
print(C.inside is pkg_a, C.d is deep)
