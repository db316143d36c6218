# X | Y: types.UnionType, equality, isinstance, repr, flattening, what cannot be joined.
u = int | str
print(
    u, type(u).__name__, u.__args__, u == str | int, u | int == u, int | int, int | None, None | int,
    (int | str) | (str | float), hash(u) == hash(str | int),
)
print(
    isinstance(1, u), isinstance(1.5, u), issubclass(bool, u), isinstance(None, int | None),
    list[int] | dict[str, int], int | list[str] | None,
)
class A: pass
class B:
    def __ror__(self, other): return ("ror", other)
    def __or__(self, other): return ("or", other)
print((A | int).__args__[0] is A, int | B(), B() | int, A | A, u.__origin__.__name__, u.__parameters__)
for action in (
    lambda: int | 5, lambda: 5 | int, lambda: int | "str", lambda: "str" | int, lambda: int | len,
    lambda: isinstance(1, int | list[int]), lambda: isinstance([], list[int] | int), lambda: u(), lambda: None | None,
    lambda: int | ..., lambda: u[int], lambda: type("X", (u,), {}), lambda: setattr(u, "x", 1), lambda: int & str,
):
    try:
        print(action())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
class Meta(type):
    def __or__(cls, other): return f"Meta.__or__({cls.__name__}, {other})"
class M(metaclass=Meta): pass
print(M | int, M | "anything")
def f[T](x: T | int, y: list[T] | None): return f.__annotations__
print(f(1, 2))
T = f.__type_params__[0]
print(list[T][str], dict[T, list[T]][int], (list[T] | set[T]).__parameters__, tuple[T, ...][int])
print(list[T][str] | None, [list[int] | set[int]].__len__(), {int | str: 1}[str | int])
