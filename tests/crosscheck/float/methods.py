"""as_integer_ratio, hex, fromhex, is_integer, and the small methods."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    '(0.5).as_integer_ratio(), (-0.1).as_integer_ratio(), (1e20).as_integer_ratio(), (0.0).as_integer_ratio(), (2.0**-1074).as_integer_ratio()[0]',
    "float('nan').as_integer_ratio()",
    "float('inf').as_integer_ratio()",
    "(1.5).hex(), (0.1).hex(), (0.0).hex(), (-0.0).hex(), (5e-324).hex(), (1.7976931348623157e308).hex(), float('inf').hex(), float('nan').hex()",
    "float.fromhex('0x1.8p+0'), float.fromhex('0x1p-1074'), float.fromhex('-0x.8'), float.fromhex('1.8'), float.fromhex(' 0xap1 '), float.fromhex('inf'), float.fromhex('-nan')",
    "float.fromhex('0x1.00000000000008p0'), float.fromhex('0x1.000000000000081p0'), float.fromhex('0x1.00000000000018p0')",
    "float.fromhex('x')",
    "float.fromhex('')",
    "float.fromhex('0x')",
    "float.fromhex('0x1p')",
    "float.fromhex('0x1p10000')",
    'float.fromhex(3)',
    "(1.0).is_integer(), (1.5).is_integer(), (1e300).is_integer(), float('inf').is_integer(), float('nan').is_integer()",
    '(1.5).conjugate(), (1.5).real, (1.5).imag, (1.7).__trunc__(), (-1.7).__trunc__(), (1.5).__floor__(), (-1.5).__ceil__(), (1.7).__int__()',
    '(1.5).__getnewargs__(), (1.5).__bool__(), (0.0).__bool__(), (1.5).__neg__(), (1.5).__float__(), (1.5).__abs__()',
    "(1.5).__eq__(1), (1.5).__eq__('a'), (1.5).__lt__(2), (1.5).__lt__(2**70), (1.5).__add__('a'), (1.5).__radd__(1), (1.5).__rdivmod__(3), (1.5).__rpow__(2)",
    "float('nan').__floor__()",
    "float('inf').__ceil__()",
    "float('inf').__int__()",
    "float.__getformat__('double'), float.__getformat__('float')",
    "float.__getformat__('x')",
    '(1.5).foo',
)
