"""round() of floats: the nearest, halves to even, decimal digits correctly rounded."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    'round(2.5), round(3.5), round(-2.5), round(0.5), round(1.5), round(-0.5), round(2.4), round(2.6), type(round(2.5))',
    'round(1e300) == int(1e300), round(123.456), round(4503599627370497.5), round(4503599627370496.5)',
    'round(2.675, 2), round(1.005, 2), round(0.125, 2), round(0.375, 2), round(1234.5678, 2), round(-2.675, 2)',
    'round(1234.5, -2), round(1250.0, -2), round(1350.0, -2), round(5.0, -1), round(15.0, -1), round(-5.0, -1)',
    'round(1e22, 5), round(5e-324, 400), round(1.5, -400), round(-1.5, -400), round(1.5, 2**70), round(1.5, -2**70)',
    'round(1.5, None), round(1.5, ndigits=0), round(0.1, 20), round(1e-5, 5), round(9.995, 2), round(1e308, -307)',
    "round(float('nan'), 2), round(float('-inf'), 2)",
    "round(float('nan'))",
    "round(float('inf'))",
    'round(1.7e308, -308)',
    "round(1.5, 'a')",
    'round(1.5, 1.0)',
    '(1.5).__round__(), (2.5).__round__(0), (2.5).__round__(None)',
)
