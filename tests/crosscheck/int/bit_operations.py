"""Shifts, and, or, xor, invert on ints of any size, as in endless two's complement."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    '1 << 100, -1 << 70, 5 << 0, 0 << 10**30',
    '2**100 >> 98, -2**100 >> 98, -1 >> 1000, -5 >> 1, 1 >> 10**30, -1 >> 10**30',
    '1 << -1',
    '1 >> -1',
    '1 << 10**30',
    '2**70 & -1, 2**70 & (2**70 - 1), -2**70 & -2**65',
    '2**70 | 1, -2**70 | 1, -2**70 | 2**69',
    '2**70 ^ -1, -2**70 ^ 2**69, 12 ^ 10',
    '~0, ~5, ~-1, ~2**70, ~-2**70',
    '0xff & 0x0f, 6 | 9, -4 & 6',
    '(1 << 62) - 1, 1 << 62, -(1 << 62), -(1 << 62) - 1, 1 << 63, 1 << 64',
    '5 .__rlshift__(1), 5 .__rrshift__(1000), 5 .__and__(3.0), 5 .__rxor__(6)',
    '1 & 1.0',
    '1 << 1.0',
)
