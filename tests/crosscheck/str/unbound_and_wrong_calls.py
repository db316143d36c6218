# Calling methods through the type, and with wrong arguments.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


for expression in [
    "str.upper('abc')",
    'str.upper()',
    'str.upper(1)',
    "str.join('a')",
    "str.join('a', 'b', 'c')",
    "'a'.lower(1)",
    "'a'.lower(x=1)",
    "'a'.center()",
    "'a'.center(1, 'x', 2)",
    "'a'.split(bogus=1)",
    "'a'.encode(1)",
    "'a'.encode(None)",
    "'a'.encode('utf-8', 1)",
    "'a'.encode('utf-8', 'strict', 1)",
    "'a'.startswith()",
    "str.__len__('abc')",
    "str.__contains__('abc', 'b')",
    "'a'.nope",
    "'a'.nope()",
    "'a'.__len__()",
    "str.__add__('a', 'b')",
    "str.__mul__('ab', 2)",
    "str.__mod__('%d', 5)",
    "'%d'.__rmod__('x')",
    "'x'.__rmod__('%s!')",
    "str.__eq__('a', 'a')",
    "str.__repr__('a')",
    "str.__format__('a', '>3')",
    "str.__format__('a', 5)",
]:
    show(expression)
