"""round() of ints: halves to even, negative digits."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    'round(5), round(-5), round(True), round(5, 3), round(2**70), round(5, None)',
    'round(15, -1), round(25, -1), round(35, -1), round(-15, -1), round(-25, -1), round(24, -1), round(26, -1)',
    'round(12345, -2), round(12350, -2), round(12250, -2), round(-12250, -2), round(-12350, -2)',
    'round(5, -1), round(6, -1), round(-6, -1), round(49, -2), round(50, -2), round(51, -2), round(150, -2)',
    'round(10**30 + 5 * 10**14, -15), round(10**30 + 15 * 10**14, -15), round(-10**30 - 1, -29)',
    'round(5, 10**30), round(123, -1000)',
    "round(5, 'a')",
    'round(5, 1.0)',
    "round('a')",
    '(5).__round__(), (15).__round__(-1), (15).__round__(None)',
)
