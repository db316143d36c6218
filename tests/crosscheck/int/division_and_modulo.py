"""Floor division, modulo and divmod: signs, big ints, zero."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    '7 // 2, -7 // 2, 7 // -2, -7 // -2',
    '7 % 2, -7 % 2, 7 % -2, -7 % -2',
    'divmod(7, 2), divmod(-7, 2), divmod(7, -2), divmod(-7, -2)',
    'divmod(10**30, -7), divmod(-10**30, 7)',
    '(-2**62) // -1, (-2**63) // -1, -(-2**62), abs(-2**62)',
    '(2**200) // 2**100, 2**200 % (2**100 - 1)',
    '-1 // 10**30, -1 % 10**30, 1 % -10**30',
    '0 // 5, 0 % -5',
    '1 // 0',
    '1 % 0',
    '1 / 0',
    'divmod(1, 0)',
    '10**40 // 0',
    'True // True, True % 2',
    "7 .__divmod__(2), 7 .__rdivmod__(20), 7 .__floordiv__('a')",
)
