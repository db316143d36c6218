# __init_subclass__ is an implicit class method, gets the class keywords, and cooperates through super().
class Registry:
    plugins = {}

    def __init_subclass__(cls, /, name=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.plugins[name or cls.__name__] = cls


class Json(Registry, name="json"): pass
class Xml(Registry): pass
class Child(Json, name="child"): pass


print(sorted(Registry.plugins), Registry.plugins["child"].__name__)


class Mixin:
    def __init_subclass__(cls, **kwargs):
        print("mixin", cls.__name__, kwargs)
        super().__init_subclass__(**kwargs)


class Both(Mixin, Registry, name="both"): pass


print(Registry.plugins["both"] is Both)
for source in ("class Bad(Registry, nope=1): pass", "class Bad(a=1): pass", "class Bad(Mixin, x=1, y=2): pass"):
    try:
        exec(source)
    except TypeError as error:
        print(error)
dynamic = type("Dynamic", (Registry,), {}, name="dyn")
print(Registry.plugins["dyn"] is dynamic)
print(type(vars(Registry)["__init_subclass__"]).__name__)
try:
    type("T", (), {}, x=1)
except TypeError as error:
    print(error)
