"""bit_length, bit_count, conjugate, as_integer_ratio and the other small methods."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    '[n.bit_length() for n in (0, 1, -1, 255, 256, -256, 2**100, -2**100 + 1)]',
    '[n.bit_count() for n in (0, 1, -1, 255, -255, 2**100, 2**100 - 1)]',
    '(5).conjugate(), (5).real, (5).imag, (5).numerator, (5).denominator, (-2**70).real, True.real, True.conjugate()',
    '(5).as_integer_ratio(), (-2**70).as_integer_ratio(), True.as_integer_ratio()',
    '(5).is_integer(), True.is_integer()',
    '(5).__trunc__(), (5).__floor__(), (5).__ceil__(), (5).__int__(), (5).__index__(), (5).__float__()',
    '(5).__bool__(), (0).__bool__(), (5).__neg__(), (5).__pos__(), (-5).__abs__(), (5).__invert__()',
    '(5).__getnewargs__(), (5).__hash__(), (-1).__hash__(), (-2).__hash__()',
    "(5).__repr__(), (5).__str__(), (5).__format__('')",
    '(5).bit_length(1)',
    'int.bit_length()',
    'int.bit_length(5.0)',
    '(5).__add__()',
    'int.__add__()',
    "int.__add__('a', 1)",
    "(5).__add__('a'), (5).__eq__(5.0), (5).__lt__('a')",
    '(5).foo',
    'int.foo',
)

for name in ("real", "foo"):
    try:
        setattr(5, name, 1)
    except AttributeError as error:
        print(error)
try:
    int.foo = 1
except TypeError as error:
    print(error)
