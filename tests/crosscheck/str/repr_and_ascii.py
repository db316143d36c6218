# What repr escapes; quotes; ascii().
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


for expression in [
    "'abc'",
    '"it\'s"',
    '\'say "x"\'',
    '\'\'\'both \' and "\'\'\'',
    "'\\\\'",
    "'\\n\\r\\t\\x00\\x1b\\x7f'",
    "'é€😀'",
    "'\\x80\\x9f\\xa0\\xad'",
    "'\\u200b\\u2028\\u2029\\ue000\\ufffe'",
    "'\\ud800\\udfff'",
    "'\\U000e0001\\U0010ffff'",
    "'日本語'",
    "ascii('é€😀')",
    "ascii('\\ud800')",
    "ascii(['é', 1])",
    "ascii('plain')",
    "repr(repr('é\\n'))",
    "str(['é', '\\n'])",
    "'{!r} {!a}'.format('é', 'é')",
    'f\'{"é"!a}\'',
    "'\\u0378'",
    "'\\u0300'",
    "' \\u3000'",
]:
    show(expression)
