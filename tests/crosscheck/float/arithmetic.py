"""Operations on floats, with ints, and their errors."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


INF = float("inf")
NAN = float("nan")


show(
    '1.5 + 1, 1 + 1.5, 1.5 - 2, 2 - 1.5, 1.5 * 2, 2 * 1.5, 3.0 / 2, 3 / 2.0, True + 1.5',
    '0.1 + 0.2, 1e308 * 10, -1e308 * 10, 1e308 + 1e308, 5e-324 / 2, 1e16 + 1, 2.0**53 + 1',
    '7.5 // 2, -7.5 // 2, 7.5 // -2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(7.5, 2), divmod(-7.5, 2)',
    '-1.5 // 0.5, -0.0 // 1, 0.0 // -1, -0.0 % 1, 0.0 % -1, -1 % 1e300, 1 % -1e300, 1e300 % 1e-300',
    'INF // 1, 1 // INF, -1 // INF, INF % 1, 1 % INF, -1 % INF, divmod(1, INF), divmod(INF, 1)',
    '1.0 / 0',
    '1.0 // 0',
    '1.0 % 0',
    'divmod(1.0, 0)',
    '1 / 0.0',
    '2.0 ** 3, 2 ** 0.5, 2.0 ** -1, 0.0 ** 0, INF ** 0, NAN ** 0, 1 ** NAN, (-8.0) ** 3, (-1) ** INF, 0.5 ** INF',
    '0.0 ** -1',
    '(-0.0) ** -3',
    'pow(2.0, 3, 1)',
    '1.0 + 10**400',
    '10**400 * 1.0',
    '10**400 / 2.0',
    'INF - INF, INF + INF, INF * 0, NAN + 1, -INF, -NAN, abs(-INF), +1.5, -0.0, abs(-0.0)',
    "1.5 + 'a'",
    '1.5 & 1',
    '~1.5',
    '1.5 << 1',
)
