# + and += : widths, subclasses, building in a loop, messages.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


class Text(str):
    pass


def build(parts):
    text = ""
    for part in parts:
        text += part
    return len(text), text == "".join(parts), text[-8:]


def diverge():
    # Two strs that grow from the same one must not disturb each other.
    base = "x" * 600
    base += "y" * 10
    left = base + "left" * 5
    right = base + "right" * 5
    again = base + "é"
    return len(base), base[-12:], left[-8:], right[-8:], again[-2:], left[600:610], hash(left) == hash("x" * 600 + "y" * 10 + "left" * 5)


for expression in [
    "'a' + 'b'",
    "'a' + 'é' + '€' + '😀'",
    "'' + 'x'",
    "type(Text('a') + 'b')",
    "type('' + Text('a'))",
    "'a' + 1",
    "1 + 'a'",
    "'a' + b'b'",
    "'a' + None",
    "build(['ab', 'é', '€', 'z'] * 500)",
    'diverge()',
]:
    show(expression)
