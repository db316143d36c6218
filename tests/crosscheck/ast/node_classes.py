# The node classes of _ast: bases, fields, attributes, the types of fields, defaults, documentation.
import _ast


def text(value):
    return "None" if value is None else getattr(value, "__name__", None) if isinstance(value, type) else str(value)


for name in sorted(vars(_ast)):
    value = getattr(_ast, name)
    if name.startswith("PyCF"):
        print(name, hex(value))
    if not (isinstance(value, type) and issubclass(value, _ast.AST)):
        continue
    print(f"{name}({value.__base__.__name__})", value.__module__, value.__qualname__)
    print("   ", value._fields, value.__match_args__, value._attributes)
    if "_field_types" in vars(value):
        print("   ", {field: text(kind) for field, kind in value._field_types.items()})
    print("    defaults", {field: getattr(value, field) for field in value._fields + value._attributes if hasattr(value, field)})
    if name != "AST":
        for line in value.__doc__.splitlines():
            print("    |", line)
print(_ast.Name._field_types is _ast.Name.__annotations__, _ast.AST.__doc__)
