"""complex(): numbers, texts, special methods, deprecated mixtures."""

import warnings


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


warnings.simplefilter("ignore")


class HasComplex:
    def __init__(self, value):
        self.value = value

    def __complex__(self):
        return self.value


class HasFloat:
    def __init__(self, value):
        self.value = value

    def __float__(self):
        return self.value


class HasIndex:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class MyComplex(complex):
    pass


show(
    "complex(), complex(1), complex(1.5, 2), complex(2**70), complex(True, False), complex('1+2j'), complex(real=1, imag=2), complex(imag=3)",
    'complex(-0.0, -0.0), complex(1, -0.0), complex(1j), complex(1j, 1), complex(1, 1j), complex(1j, 1j), complex(real=1j), complex(imag=1j)',
    'complex(HasComplex(1j)), complex(HasFloat(1.5)), complex(HasFloat(1.5), 2), complex(HasIndex(3)), complex(1, HasIndex(4)), complex(HasComplex(1j), 1)',
    'complex(HasComplex(3))',
    'complex(HasFloat(3))',
    'complex(1, HasComplex(1j))',
    'complex([])',
    'complex(None)',
    "complex(b'1')",
    'complex([], 1)',
    'complex(1, [])',
    "complex('1', 1)",
    "complex(1, '1')",
    "complex(real='1')",
    'complex(foo=1)',
    'complex(1, 2, 3)',
    'complex(10**400)',
    'complex.from_number(1), complex.from_number(1j), complex.from_number(1.5), complex.from_number(HasComplex(2j)), complex.from_number(HasFloat(2.5)), type(MyComplex.from_number(1))',
    "complex.from_number('1')",
    "MyComplex(1, 2), type(MyComplex('3j')), type(MyComplex(1) + 1), type(-MyComplex(1)), MyComplex(1j) == 1j, complex(MyComplex(1, 2)), type(complex(MyComplex(1, 2)))",
)
