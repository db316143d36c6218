# Relative imports of every depth inside a package, and what is said outside of one.
import pkg_rel.inner.leaf as leaf

print(leaf.results)
for source in ("from . import x", "from .x import y", "from .. import x", "from ...a.b import c"):
    try:
        exec(source, {"__name__": "__main__", "__package__": None, "__spec__": None})
    except ImportError as error:
        print(source, "->", type(error).__name__, error)
for space in (
    {"__name__": "pkg_rel.fake", "__package__": "pkg_rel"},
    {"__name__": "pkg_rel.inner.leaf2", "__package__": "pkg_rel.inner"},
    {"__name__": "pkg_rel", "__package__": "pkg_rel"},
):
    for source in ("from . import top", "from .. import top", "from ... import top"):
        try:
            exec(source, space)
            print(space["__package__"], source, "->", space["top"].__name__)
        except ImportError as error:
            print(space["__package__"], source, "->", type(error).__name__, error)
for space in ({"__package__": "not.loaded"}, {"__package__": 5}, {"__package__": ""}, {}):
    try:
        exec("from . import x", {"__name__": "n", **space})
    except Exception as error:
        print(space, "->", type(error).__name__, error)
