# Module _string, what string.Formatter stands on.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


import _string


def split(name):
    first, rest = _string.formatter_field_name_split(name)
    return first, list(rest)


for expression in [
    "list(_string.formatter_parser('a{b!r:c}d{}'))",
    "list(_string.formatter_parser('{{x}}'))",
    "list(_string.formatter_parser(''))",
    "list(_string.formatter_parser('{a:{b}}'))",
    "list(_string.formatter_parser('}'))",
    "list(_string.formatter_parser('{'))",
    "list(_string.formatter_parser('{!'))",
    "list(_string.formatter_parser('x{a!r}'))",
    "list(_string.formatter_parser('{a.b[c]:>5}'))",
    "list(_string.formatter_parser('é{ñ}€'))",
    "split('a.b[c][0].d')",
    "split('0.x')",
    "split('')",
    "split('.x')",
    "split('[0]')",
    "split('a[')",
    "split('a[0]x')",
    "split('a.')",
    "split('a[]')",
    "split('99999999999999999999')",
    "split('a[99999999999999999999]')",
    "split('a[-1]')",
    "split('12[34]')",
    '_string.formatter_parser(1)',
    '_string.formatter_field_name_split(1)',
    '_string.formatter_parser()',
    "type(_string.formatter_parser('')).__name__",
]:
    show(expression)
