# format() and __format__ in general.
class Plain:
    def __str__(self):
        return "plain"


class Spec:
    def __format__(self, spec):
        return f"[{spec}]"


class Wrong:
    def __format__(self, spec):
        return 5


class Sub(str):
    def __format__(self, spec):
        return "sub:" + spec


for expression in [
    "format(Plain())", "format(Plain(), '')", "format(Plain(), 'x')", "format(Spec(), 'abc')", "f'{Spec():a{1}b}'", "f'{Spec()}'", "'{:>{}}'.format(Spec(), 5)",
    "format(Wrong())", "format(Wrong(), 'x')", "f'{Wrong()}'", "format(Sub('x'), 'y')", "f'{Sub(\"x\"):z}'", "format(None)", "format(None, 'x')", "format([1], '5')", "format(5, 5)",
    "format()", "format(1, '2', 3)", "object().__format__('x')[:0]", "object.__format__(Plain(), '')", "format({}, '')", "f'{5:{\"0\"}{3}}'", "f'{3.0!r:>8}'", "f'{1e3:{\"\"}}'",
]:
    try:
        print(expression, "->", repr(eval(expression)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)
