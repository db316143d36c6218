# type X = ...: a lazily evaluated alias with its own attributes, parameters and repr.
type Simple = int | str
type Forward = list[Later] | None
type Generic[T, *Ts, **P] = dict[T, set[T]]
print(
    Simple, type(Simple).__name__, type(Simple).__module__, Simple.__name__, Simple.__value__, Simple.__type_params__,
    Simple.__module__,
)
try:
    Forward.__value__
except NameError as error:
    print(error)
class Later: pass
print(Forward.__value__, Forward.__value__ is Forward.__value__)
print(Generic.__type_params__, Generic.__value__, Generic[int, str, bool])
print(Simple | None, None | Simple, (Simple | None).__args__, list[Simple])
type Recursive = list[Recursive] | int
print(Recursive.__value__)
calls = []
type Counted = calls.append("evaluated") or int
print(calls, Counted.__value__, Counted.__value__, calls)
type Fails = 1 / 0
for _ in range(2):
    try:
        Fails.__value__
    except ZeroDivisionError as error:
        print(error)
def scope():
    local = "local"
    type Inner[T] = (local, T)
    local = "changed"
    return Inner.__value__
print(scope())
class C:
    attr = "class"
    type Alias = attr
    type WithParam[T] = tuple[attr, T]
    attr = "class changed"
print(C.Alias.__value__, C.WithParam.__value__, C.Alias)
for action in (
    lambda: Simple(), lambda: isinstance(1, Simple), lambda: setattr(Simple, "__value__", 1),
    lambda: setattr(Simple, "x", 1), lambda: Simple[int], lambda: issubclass(int, Simple), lambda: type(Simple)(),
    lambda: type(Simple)("N", int), lambda: type(Simple)("N", int, type_params=5), lambda: Simple.nothing,
    lambda: type("Sub", (type(Simple),), {}), lambda: Simple.evaluate_value(1),
):
    try:
        print(action())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
type type = int; type match = str; type case = type
print(type.__value__, match.__value__, case.__value__)
for source in (
    "type X", "type X =", "type X[] = int", "type X.y = 1", "type X = (yield)", "type X = (y := 1)",
    "type X = await y", "type 1 = 2", "type X[T, T] = int", "type X[T: (yield)] = int", "type X = 1 = 2",
    "type X: int = 1", "type X[T = int, U] = int", "type X[*T: int] = int", "type X[T: int, str] = int",
    "type X, Y = 1", "type (X) = 1",
):
    try:
        compile(source, "<s>", "exec")
        print(repr(source), "compiles")
    except SyntaxError as error:
        print(repr(source), "->", error.msg)
