"""int(text) and int(text, base)."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    r"int('12'), int(' 12 \t\n'), int('-12'), int('+12'), int('1_000'), int('\u0661\u0662'), int('\u2003 1 \xa0')",
    "int(b'12'), int(bytearray(b' -12')), int(memoryview(b'12'))",
    "int('0x1f', 16), int('1f', 16), int('-0X1F', 0), int('0o17', 8), int('0b101', 2), int('0b101', 0), int('z', 36), int('Z', 36)",
    "int('00', 0), int('0_0', 0), int('0x_1f', 0)",
    "int('0b2', 0)",
    "int('017', 0)",
    "int('0_7', 0)",
    "int('1__0')",
    "int('_1')",
    "int('1_')",
    "int('')",
    "int(' ')",
    "int('+ 1')",
    "int('x')",
    "int('12', 2)",
    "int('9', base=8)",
    "int(b'x')",
    r"int(b'\xff')",
    "int(bytearray(b'x'))",
    r"int('1\x00')",
    r"int('\ud800')",
    "int('1', 1)",
    "int('1', 37)",
    "int('1', -5)",
    "int('1', 2**70)",
    "int('5', base=True)",
    "int('1', 'a')",
    'int(1.5, 3)',
    'int(5, 10)',
    'int(base=3)',
    "int(x='1')",
    "int('9' * 50), int('-' + '9' * 50)",
    "int('1' * 200 + 'x')",
)
