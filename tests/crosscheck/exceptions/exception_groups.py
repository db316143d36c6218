# ExceptionGroup: construction rules, subgroup, split, derive, nesting.
g = ExceptionGroup("top", [ValueError(1), ExceptionGroup("nested", [TypeError(2), ValueError(3)]), KeyError(4)])
print(repr(g), "|", str(g), "|", g.message, g.args[0])
print(type(g.exceptions).__name__, len(g.exceptions))
print(repr(g.subgroup(ValueError)))
print(repr(g.subgroup((TypeError, KeyError))))
print(g.subgroup(OSError), g.subgroup(lambda e: True) is g)
print(repr(g.subgroup(lambda e: isinstance(e, ValueError) and e.args[0] > 1)))
match, rest = g.split(ValueError)
print(repr(match), repr(rest))
print(g.split(OSError)[0], g.split(OSError)[1] is g, g.split(ExceptionGroup)[1])
print(
    type(BaseExceptionGroup("b", [ValueError()])).__name__,
    type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__,
)


class Mine(ExceptionGroup):
    def derive(self, excs): return Mine(self.message + "!", excs)


class NoDerive(ExceptionGroup): pass


print(repr(Mine("m", [ValueError(1), KeyError(2)]).split(KeyError)))
print(type(NoDerive("m", [ValueError(1), KeyError(2)]).subgroup(KeyError)).__name__)
for action in (
    lambda: ExceptionGroup("x", []), lambda: ExceptionGroup("x", [1]), lambda: ExceptionGroup(1, [ValueError()]),
    lambda: ExceptionGroup("x"), lambda: ExceptionGroup("x", 5), lambda: ExceptionGroup("x", [KeyboardInterrupt()]),
    lambda: ExceptionGroup("x", [ValueError], 3), lambda: ExceptionGroup("x", [ValueError]), lambda: g.subgroup(5),
    lambda: g.split("x"), lambda: g.split((ValueError, 5)), lambda: NoDerive("x", [SystemExit()]),
    lambda: setattr(g, "message", "y"), lambda: setattr(g, "exceptions", ()),
):
    try:
        print(repr(action()))
    except (TypeError, ValueError, AttributeError) as error:
        print(type(error).__name__, error)
print(str(ExceptionGroup("one", [ValueError()])), "|", str(ExceptionGroup("", (KeyError(), KeyError()))))
print(ExceptionGroup[int], isinstance(g, Exception), issubclass(ExceptionGroup, Exception))
