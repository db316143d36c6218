# A special method that is None: some operations take it as "not supported", the others call it.
names = {
    "__len__": len, "__bool__": bool, "__hash__": hash, "__iter__": iter, "__next__": next, "__reversed__": reversed,
    "__contains__": lambda x: 1 in x, "__getitem__": lambda x: x[0], "__setitem__": lambda x: x.__class__.__setitem__(x, 1, 2),
    "__delitem__": lambda x: exec("del x[0]", {"x": x}), "__call__": lambda x: x(), "__repr__": repr, "__str__": str,
    "__format__": format, "__bytes__": bytes, "__int__": int, "__float__": float, "__complex__": complex, "__index__": lambda x: [1][x],
    "__neg__": lambda x: -x, "__abs__": abs, "__round__": round, "__add__": lambda x: x + 1, "__radd__": lambda x: 1 + x,
    "__iadd__": lambda x: exec("x += 1", {"x": x}), "__eq__": lambda x: x == 1, "__lt__": lambda x: x < 1,
    "__divmod__": lambda x: divmod(x, 1), "__pow__": lambda x: pow(x, 1, 2), "__enter__": lambda x: exec("with x: pass", {"x": x}),
    "__instancecheck__": lambda x: isinstance(1, x), "__dir__": dir, "__length_hint__": lambda x: list(x),
    "__getattr__": lambda x: x.attribute, "__setattr__": lambda x: setattr(x, "a", 1), "__get__": lambda x: type("T", (), {"a": x})().a,
    "__set__": lambda x: setattr(type("T", (), {"a": x})(), "a", 1), "__await__": lambda x: None, "__class_getitem__": lambda x: type(x)[1],
    "__trunc__": int, "__matmul__": lambda x: x @ x, "__missing__": lambda x: x[1],
}
for name, operation in names.items():
    C = type("C", (), {name: None})
    try:
        result = operation(C())
        print(name, result if isinstance(result, (int, bool)) else type(result).__name__)
    except Exception as error:
        print(name, type(error).__name__, error)
    if name in ("__bool__", "__contains__"):
        D = type("D", (), {name: None, "__len__": lambda self: 0, "__iter__": lambda self: iter([1])})
        try:
            print(name, operation(D()))
        except Exception as error:
            print(name, type(error).__name__, error)
