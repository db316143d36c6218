"""int(object): __int__, __index__, floats, what is refused."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


class HasInt:
    def __init__(self, value):
        self.value = value

    def __int__(self):
        return self.value


class HasIndex:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Both(HasInt):
    def __index__(self):
        return 1000


class HasTrunc:
    def __init__(self, value):
        self.value = value

    def __trunc__(self):
        return self.value


class MyInt(int):
    pass


show(
    'int(), int(5), int(True), int(5.9), int(-5.9), int(1e20), int(0.0), int(-0.0)',
    "int(float('nan'))",
    "int(float('inf'))",
    'int(HasInt(7)), int(HasIndex(8)), int(Both(9))',
    'int(HasInt(1.5))',
    "int(HasIndex('a'))",
    'int(HasTrunc(3))',
    'int([])',
    'int(None)',
    'int(1j)',
    'int(object)',
    "int(MyInt(5)), type(int(MyInt(5))), MyInt('17'), type(MyInt(3))",
    "MyInt.from_bytes(b'ab'), type(MyInt.from_bytes(b'ab'))",
    'int.__new__(MyInt, 5), type(int.__new__(MyInt, 2**70))',
    'int.__new__(str)',
    'int.__new__(bool)',
    'int.__new__(1)',
    'int.__new__()',
)
