"""Equality, hash and attributes of complex."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    "1j == 1j, 1 + 0j == 1, 1 == 1 + 0j, 1j == 1, 1.5 == 1.5 + 0j, 1 + 0j == True, 2**70 == complex(2**70), 2**70 + 1 == complex(2**70), 1j != 'a', 1j == None",
    "hash(1 + 0j) == hash(1), hash(1.5 + 0j) == hash(1.5), hash(2j) == hash(2j), {1: 'a', 1 + 0j: 'b'}",
    '(1+2j).real, (1+2j).imag, type((1+2j).real), (1+2j).__getnewargs__(), (1+2j).__complex__(), (1+2j).__bool__(), (1+2j).__abs__() == abs(1+2j)',
    "(1j).__eq__(1), (1j).__eq__('a'), (1j).__lt__(1), (1j).__add__('a'), (1j).__radd__(1), (1j).__rsub__(1), (1j).__rtruediv__(1)",
    "complex('nan') == complex('nan'), complex('nan+1j') != complex('nan+1j')",
    'sorted([1j, 2j])',
    'max(1j, 2)',
    '(1j).foo',
)

try:
    z = 1j
    z.real = 3
except AttributeError as error:
    print(error)
