"""complex(text), repr, and the format mini-language."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    r"complex('1'), complex('j'), complex('-j'), complex('+j'), complex('1j'), complex('1+2j'), complex('1-j'), complex('1e5-1e-5J'), complex(' ( 1+2j ) '), complex('nan+infj'), complex('-inf-nanj'), complex('1_0+2_0j'), complex('\u0661j')",
    "complex('')",
    "complex('(1+2j')",
    "complex('1+2j)')",
    "complex('1+2')",
    "complex('1 + 2j')",
    "complex('1+2j3')",
    "complex('j1')",
    "complex('1__0')",
    "complex('1+2jj')",
    "complex('()')",
    "repr(1+2j), repr(1j), repr(-1j), repr(1-0j), repr(complex(0, -0.0)), repr(complex(-0.0, 0)), repr(complex(-0.0, -0.0)), repr(complex('nan+nanj')), repr(complex('-inf-infj')), str(1e20+1e-7j)",
    "format(1+2j), format(1+2j, ''), format(1+2j, '.2f'), format(1+2j, 'e'), format(1j, 'g'), format(1+2j, '>20'), format(1+2j, '<20.1f'), format(1+2j, '*^20'), format(-1-2j, '+.1f'), format(1234.5+6789j, ',.1f')",
    "format(1+2j, '010')",
    "format(1+2j, '=10')",
    "format(1+2j, 'd')",
    "format(1+2j, '%')",
    "f'{1+2j!s:>8}|{1.5j:.3f}'",
    "'%s %r' % (1j, 2j)",
    "'%f' % 1j",
)
