# Module-level __getattr__ and __dir__ (PEP 562), module attributes, setting and deleting them.
import sys; sys.path.append(sys.path[0] + "/_modules")  # where the helper modules are
import sys
import with_getattr as m

print(m.present, m.computed, m.other_computed, dir(m))
try:
    m.refused
except AttributeError as error:
    print(error)
from with_getattr import from_import
print(from_import)
try:
    from with_getattr import refused
except ImportError as error:
    print(str(error).split(" (")[0])
print(hasattr(m, "refused"), getattr(m, "refused", "default"))
m.added = 1
print(m.added, vars(m)["added"], "added" in vars(m))
del m.added
print(m.added)
Module = type(m)
new = Module("made", "the doc")
print(new.__name__, new.__doc__, new.__package__, new.__spec__, new.__loader__, repr(new), sorted(vars(new)))
try:
    new.missing
except AttributeError as error:
    print(error)
del new.__name__
try:
    new.missing
except AttributeError as error:
    print(error)
for action in (
    lambda: Module(), lambda: Module(5), lambda: setattr(new, "__dict__", {}), lambda: delattr(new, "nothing"),
):
    try:
        action()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
print(repr(sys), type(sys).__name__, repr(m).startswith("<module 'with_getattr' from '"))
class Sub(Module):
    @property
    def prop(self): return "property of a module"
    def __getattr__(self, name): return f"class getattr {name}"
sys.modules["sub_module"] = Sub("sub_module")
import sub_module
print(sub_module.prop, sub_module.anything)
sys.modules["an_integer"] = 42
import an_integer
print(an_integer + 1)
import replaces_itself
print(replaces_itself)
m.__class__ = Sub
print(m.prop)
