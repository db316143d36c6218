"""True division is rounded once, whatever the size of the operands."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    '1 / 3, -1 / 3, 2 / 4',
    '10**400 / 10**399, -10**400 / 10**399',
    '(2**53 + 1) / 1, (2**53 + 3) / 1',
    '(10**23 + 1) / 10**23',
    '3 * 10**400 / 7 / 10**399',
    '10**400 / 3',
    '1 / 10**400',
    '5 / 10**330',
    '(2**1024 - 2**970) / 1',
    '(2**1024 - 2**969) / 1',
    '(2**1200) / (2**176), (2**1200) / (2**177)',
    '0 / 5, 0 / -5',
    '7 .__truediv__(2), 7 .__rtruediv__(2), 7 .__truediv__(2.0)',
)
