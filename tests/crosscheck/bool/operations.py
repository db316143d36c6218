"""bool: arithmetic as int, logic as bool."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    'True + True, True - 1, True * 1.5, True / 2, True // True, -True, +True, abs(False), True ** 2, True << 3, divmod(True, 1)',
    'True & False, True | False, True ^ True, True & 1, True | 0, True ^ 2, 1 & True, 5 | True',
    'True & 1.0',
    'True.__and__(1.0), True.__rand__(False), True.__or__(3)',
    "bool(), bool(0), bool(0.0), bool(-0.0), bool(0j), bool(''), bool([]), bool(None), bool(float('nan')), bool(10**30), bool('0'), bool(object)",
    'bool(1, 2)',
    'bool(x=1)',
    "repr(True), str(False), f'{True}', f'{True:5}|{True:d}', '%d %s %r' % (True, True, False)",
    'True == 1, True is (1 == 1), hash(True), True < 2, sorted([True, False]), sum([True, True, False])',
    'isinstance(True, int), bool.__mro__, type(True), type(True + 0)',
    'True.real, True.imag, True.numerator, True.bit_length(), int(True), float(True), complex(True), True.__index__()',
    "[10, 20][True], 'ab'[False], range(True), list(range(5))[True:]",
    'not 0, not [], not 1, (not 0) is True',
    'bool.__new__(int)',
    "type('X', (bool,), {})",
    'True.foo',
    r"bool.from_bytes(b'\x05'), type(bool.from_bytes(b'\x05'))",
)
