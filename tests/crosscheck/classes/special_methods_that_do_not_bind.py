# Special methods found through a descriptor that fails: an AttributeError counts as having none in some operations.
class Failing:
    def __init__(self, kind): self.kind = kind
    def __get__(self, instance, owner): raise self.kind("cannot bind")


operations = {
    "__eq__": lambda x: x == x, "__ne__": lambda x: x != x, "__lt__": lambda x: x < x, "__add__": lambda x: x + x,
    "__radd__": lambda x: 1 + x, "__iadd__": lambda x: exec("x += 1", {"x": x}), "__len__": len, "__bool__": bool,
    "__getitem__": lambda x: x[0], "__setitem__": lambda x: exec("x[0] = 1", {"x": x}), "__iter__": iter, "__call__": lambda x: x(),
    "__hash__": hash, "__repr__": lambda x: repr(x) and "shown", "__str__": lambda x: str(x) and "shown", "__contains__": lambda x: 1 in x,
    "__neg__": lambda x: -x, "__int__": int, "__index__": lambda x: [0][x], "__enter__": lambda x: exec("with x: pass", {"x": x}),
    "__divmod__": lambda x: divmod(x, x), "__pow__": lambda x: pow(x, x, x), "__next__": next, "__init__": lambda x: None,
    "__getattr__": lambda x: x.missing, "__setattr__": lambda x: setattr(x, "a", 1), "__format__": format, "__reversed__": reversed,
    "__length_hint__": list, "__dir__": dir, "__abs__": abs, "__round__": round, "__float__": float, "__bytes__": bytes,
}
for name, operation in operations.items():
    for kind in (AttributeError, ValueError):
        try:
            print(name, operation(type("C", (), {name: Failing(kind)})()))
        except Exception as error:
            print(name, type(error).__name__, error)
