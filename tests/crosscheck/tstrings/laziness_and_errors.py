# Interpolated expressions are evaluated at once, formats are not applied; what templates refuse.
log = []


def v(x):
    log.append(x)
    return x


t = t"{v(1)} {v(2):{v(3)}} {v(4)!r}"
print(log, t.interpolations[1].format_spec)


class NoFormat:
    def __format__(self, spec): raise RuntimeError("never called")
    __str__ = __repr__ = __format__


print(t"{NoFormat():bad spec}".interpolations[0].format_spec, t"{5:not a spec!}".interpolations[0].format_spec)
Template, Interpolation = type(t), type(t.interpolations[0])
for action in (
    lambda: t + "x", lambda: "x" + t, lambda: t"{1 / 0}", lambda: t"{undefined}", lambda: t.strings.__class__,
    lambda: setattr(t, "strings", ()), lambda: setattr(t.interpolations[0], "value", 1), lambda: t[0], lambda: len(t),
    lambda: t == t"{1}", lambda: t == t, lambda: f"{t:>5}",
    lambda: Template(1), lambda: Template(x=1), lambda: Interpolation(), lambda: Interpolation(1, "x", "q"),
    lambda: Interpolation(1, 5), lambda: type("Sub", (Template,), {}), lambda: type("Sub", (Interpolation,), {}),
    lambda: "".join([t]),
):
    try:
        result = action()
        print(type(result).__name__ if not isinstance(result, (bool, str)) else result)
    except Exception as error:
        print(type(error).__name__, error)
print(
    Template("a", "b", Interpolation(5, "five", "r", ">3"), "c").strings, Template().strings,
    Template(Interpolation(1), Interpolation(2)).strings,
)
i = Interpolation(5)
print(
    (i.value, i.expression, i.conversion, i.format_spec), repr(Interpolation(1, "x", "s", "spec")),
    Interpolation.__match_args__,
)
match Interpolation(7, "seven"):
    case Interpolation(value, expression): print(value, expression)
for source in (
    "t'' f''", "'' t''", "t'' b''", "bt''", "ft''", "tu''", "t'{}'", "t'{x!z}'", "t'{", "t'}'", "t'{a b}'",
    "t'x' = 1", "t'{x:{y:{z:{w}}}}'", "tt''",
):
    try:
        compile(source, "<s>", "exec")
        print(source, "compiles")
    except SyntaxError as error:
        print(source, "->", error.msg)
