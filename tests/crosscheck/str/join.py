# join: kinds of iterables, subclasses, messages.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


class Text(str):
    pass


def failing():
    yield "a"
    raise KeyError("in between")


for expression in [
    "','.join(['a', 'b', 'c'])",
    "''.join('abc')",
    "'-'.join(('x',))",
    "', '.join([])",
    "'€'.join(['a', 'é'])",
    "'a'.join({'k': 1, 'l': 2})",
    "'+'.join(str(i) for i in range(5))",
    "''.join(['a', '😀', 'é'])",
    "','.join([1])",
    "','.join(['a', 1])",
    "','.join(['a', None])",
    "','.join([b'a'])",
    "','.join(3)",
    "','.join(None)",
    "','.join()",
    "type(''.join([Text('a')]))",
    "','.join([Text('a'), 'b'])",
    "Text(',').join(['a', 'b'])",
    "','.join(failing())",
    "''.join(['ab'] * 1000) == 'ab' * 1000",
]:
    show(expression)
