"""float(text): what is read and what is refused."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    r"float('1.5'), float(' 1.5\n'), float('-1.5e3'), float('+.5'), float('5.'), float('1e-5'), float('1E5'), float('1_000.5_0')",
    r"float('inf'), float('-Infinity'), float('nan'), float('+NaN'), float('\u0661.\u0662')",
    "float(b'1.5'), float(bytearray(b'2.5')), float(memoryview(b'3.5'))",
    "float('1e400'), float('-1e400'), float('1e-400'), float('4.9e-324'), float('2.4e-324')",
    "float('0.1'), float('123456789012345678901234567890'), float('9007199254740993'), float('1.7976931348623159e308')",
    "float('x')",
    "float('')",
    "float('1e')",
    "float('.')",
    "float('1__0')",
    "float('_1')",
    "float('1_')",
    "float('1_e5')",
    "float('0x1')",
    "float('1 2')",
    r"float('1\x00')",
    "float(b'x')",
    "float('infinit')",
    "float('é')",
    'float(), float(5), float(True), float(2**70), float(1.5)',
    'float(10**400)',
    'float(None)',
    'float([])',
    'float(1j)',
    'float(1, 2)',
    'float(x=1)',
)
