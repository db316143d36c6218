# from m import *: __all__ decides, otherwise names without a leading underscore.
import sys; sys.path.append(sys.path[0] + "/_modules")  # where the helper modules are
before = set(globals())
from star_plain import *
print(sorted(set(globals()) - before - {"before"}))
from star_all import *
print(_listed, listed, "not_listed" in globals())
from star_pkg import *
print(sub_listed.__name__, "not_in_all" in globals())
for source in ("from star_bad_name import *", "from star_bad_type import *", "from star_bad_all import *"):
    try:
        exec(source)
    except Exception as error:
        print(source, "->", type(error).__name__, error)
len = "shadowed"
from star_shadow import *
print(len)
del len
exec("from star_plain import *", space := {})
print(sorted(k for k in space if k != "__builtins__"))
class Lazy:
    __all__ = ["lazy_attribute"]
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        print("getattr", name)
        return name.upper()
import sys
sys.modules["lazy_thing"] = Lazy()
from lazy_thing import *
print(lazy_attribute)
