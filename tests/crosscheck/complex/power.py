"""Complex powers."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    '1j ** 2, (1+1j) ** 2, (1+2j) ** 3, (1+1j) ** -2, (1+2j) ** 0, 0j ** 0, 0j ** 1, 0j ** 2.5, (2+0j) ** 10, 1j ** -1',
    '(-8) ** (1/3) == (-8+0j) ** (1/3), abs(((-8) ** (1/3)) ** 3 + 8) < 1e-12, abs(2 ** 1j - (0.7692389013639721+0.6389612763136348j)) < 1e-15',
    'abs((-1) ** 0.5 - 1j) < 1e-15, type((-1) ** 0.5), abs((-2.5) ** 1.5 + 3.952847075210474j) < 1e-14',
    '(1+1j) ** 50, (1+1j) ** 100, (2j) ** 100',
    '0j ** -1',
    '0j ** 1j',
    '0j ** (1+1j)',
    '(1e300+1j) ** 2',
    "complex('inf') ** 2",
    'pow(2j, 3, 1)',
    'pow(1j, 2), pow(1j, 2, None), (1j).__pow__(2), (1j).__rpow__(2) == 2 ** 1j',
    "1j ** 'a'",
)
