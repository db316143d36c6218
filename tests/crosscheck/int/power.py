"""Powers, with and without a modulus."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    '2 ** 10, (-2) ** 3, 0 ** 0, 0 ** 5, 1 ** 10**30, (-1) ** (10**30 + 1)',
    '2 ** 64, 3 ** 100, (-7) ** 51',
    '2 ** -1, 10 ** -2, (-2) ** -3',
    '0 ** -1',
    'pow(3, 100, 7), pow(3, 100, -7), pow(-3, 3, 7), pow(-3, 3, -7)',
    'pow(3, -1, 7), pow(3, -2, 7), pow(10**20, -1, 10**9 + 7)',
    'pow(2, -1, 4)',
    'pow(2, 1, 0)',
    'pow(2, -1, 0)',
    'pow(0, 0, 1), pow(2, 10, 1), pow(5, 0, -1)',
    'pow(2, 10**6, 10**9 + 7)',
    'pow(base=2, exp=5), pow(2, exp=5, mod=3)',
    'pow(2, 3, 1.0)',
    "pow(2, 'a', 1)",
    "pow('a', 3, 1)",
    '2 .__pow__(3), 2 .__pow__(3, 5), 2 .__pow__(3, None), 2 .__pow__(1.5), 2 .__pow__(3, 1.5)',
    '2 .__rpow__(3), 2 .__rpow__(3, 5)',
    '(10**10) ** 0.5',
)
