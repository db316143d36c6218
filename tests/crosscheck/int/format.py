"""The format mini-language on ints."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    "format(5), format(5, ''), format(5, 'd'), format(-5, '+d'), format(5, '+'), format(5, ' '), format(5, '-')",
    "format(255, 'b'), format(255, '#b'), format(255, 'o'), format(255, '#o'), format(255, 'x'), format(255, '#X'), format(255, '#010x')",
    "format(65, 'c'), format(0x1F600, 'c'), format(65, '5c'), format(65, '<5c'), format(5, 'n')",
    r"format(5, '5'), format(5, '<5'), format(5, '^5'), format(5, '>5'), format(-5, '=5'), format(-5, '05'), format(-5, '*=8'), format(5, '\u2603^5')",
    "format(1234567, ','), format(1234567, '_'), format(255, '_b'), format(0xabcdef12, '_x'), format(-1234567, '012,'), format(1234, '020,')",
    "format(2**70, ','), format(-2**70, '_d'), format(2**70, 'x'), format(2**70, 'o')",
    "format(5, '.2f'), format(5, 'e'), format(5, '%'), format(10**20, 'g'), format(12345, '.3g'), format(7, '08.2f'), format(10**18, ',.1f')",
    "format(True), format(True, 'd'), format(True, '5'), format(False, 'x')",
    "format(5, '.2')",
    "format(5, 's')",
    "format(5, 'y')",
    "format(5, ',c')",
    "format(5, '+c')",
    "format(-1, 'c')",
    "format(0x110000, 'c')",
    "format(10**400, 'e')",
    "format(5, ',x')",
    "format(5, '5.')",
    'format(5, 5)',
    '(5).__format__(5)',
    "f'{2**70:>30,}|{-3:05}|{255:#x}'",
    "'{:d} {:>4} {!r:>5}'.format(1, 2, 3)",
    'bin(10), oct(-10), hex(2**70), bin(-2**70), hex(True)',
    'hex(1.5)',
)
