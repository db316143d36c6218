# Generic classes: __type_params__, scopes of bases and bodies, __orig_bases__, subscripting.
class Box[T]:
    kind = T
    def get(self) -> T: return T
    def map[U](self, f: U) -> "Box[U]": return T, U
    class Inner:
        outer_t = T


print(
    Box.__type_params__, Box.kind is Box.__type_params__[0], Box().get() is Box.kind, Box().map(1), Box.Inner.outer_t,
)
print([b.__name__ for b in Box.__bases__], Box.__orig_bases__, Box.__parameters__)
print(Box[int], Box[int].__origin__, Box[int].__args__, type(Box[int]()).__name__, Box[int] == Box[int])
class Sub[T, U](Box[T], dict[T, U]): pass
print([b.__name__ for b in Sub.__bases__], Sub.__orig_bases__, [k.__name__ for k in Sub.__mro__])
class Meta(type):
    def __new__(mcls, name, bases, ns, **kw):
        print(
            name, [getattr(b, "__name__", b) for b in bases], sorted(k for k in ns if "type" in k or "generic" in k),
            kw,
        )
        return super().__new__(mcls, name, bases, ns)
class WithMeta[T](metaclass=Meta, option=1): pass
class WithBase[T: int]: x: T
print(WithBase.__annotations__, WithBase.__type_params__[0].__bound__)
def factory(base):
    class Local[T](base):
        captured = base
        def m(self): return super().__init__, T, __class__
    return Local
L = factory(Box)
print(L.captured is Box, L().m()[2] is L, L.__qualname__, L.__type_params__)
class NoParams: pass
print(NoParams.__type_params__, hasattr(int, "__type_params__"))
for action in (
    lambda: Box[int, str], lambda: Box[()], lambda: Box[int][str], lambda: NoParams[int], lambda: Box[int].nothing,
):
    try:
        print(action())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
class Shadow[T]:
    T = "class attribute"
    seen = T
    def m(self): return T
print(Shadow.seen, Shadow().m())
class Priv[__T]:
    x: __T
print(Priv.__type_params__, Priv.__annotations__)
