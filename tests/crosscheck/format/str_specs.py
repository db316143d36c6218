# The format mini-language for str.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


class Text(str):
    pass


for expression in [
    "format('abc', '')",
    "format('abc', '5')",
    "format('abc', '<5')",
    "format('abc', '>5')",
    "format('abc', '^5')",
    "format('abc', '^6')",
    "format('abc', '*^7')",
    "format('abc', '.2')",
    "format('abc', '10.2')",
    "format('abc', '<10.2s')",
    "format('abc', 's')",
    "format('abc', '.0')",
    "format('abc', '05')",
    "format('abc', '<05')",
    "format('abc', 'é>6')",
    "format('abc', '😀^7')",
    "format('abc', '{<5')",
    "format('abc', '=5')",
    "format('abc', '=^5')",
    "format('abc', 'd')",
    "format('abc', '+')",
    "format('abc', '-')",
    "format('abc', ' ')",
    "format('abc', '#')",
    "format('abc', ',')",
    "format('abc', '_')",
    "format('abc', 'z')",
    "format('abc', '.2f')",
    "format('abc', '.')",
    "format('abc', 'x>')",
    "format('abc', '5.')",
    "format('abc', '5x')",
    "format('abc', '1e5')",
    "format('abc', '99999999999999999999')",
    "format('abc', '.99999999999999999999')",
    "format('abc', '05d')",
    "format('abc', '\\x00<5')",
    "format('abc', '<<5')",
    "format('abc', '}<5')",
    "format('abc', '^^5')",
    "format('abc', '0')",
    "format('abc', '00005')",
    "format('é€😀', '>5')",
    "format('é€😀', '.2')",
    'f\'{"abc":>{6}}\'',
    "format('abc', 1)",
    "'abc'.__format__()",
    "format(Text('x'), '3') + '|'",
    'f\'{Text("x")!r:>5}\'',
]:
    show(expression)
