"""The format mini-language and printf-style formats on floats."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


INF = float("inf")
NAN = float("nan")


show(
    "format(1.5), format(1.5, ''), format(1.0, ''), format(1e16), format(1.5, '10'), format(1.5, '<10'), format(1.5, '^10'), format(-1.5, '=10'), format(-1.5, '010')",
    "format(3.14159, '.2f'), format(3.14159, '.0f'), format(3.14159, '#.0f'), format(2.5, '.0f'), format(3.5, '.0f'), format(1e20, 'f'), format(0.1, '.20f')",
    "format(3.14159, 'e'), format(3.14159, '.2E'), format(12345.678, '.3e'), format(0.0, 'e'), format(1e100, '.0e'), format(1e-7, 'e')",
    "format(3.14159, 'g'), format(1e10, 'g'), format(1e-5, 'g'), format(123456789.0, 'g'), format(100000.0, '.3g'), format(1.5, '#g'), format(1.0, '.3'), format(1234.5, '.2'), format(0.00001234, '.3')",
    "format(0.25, '%'), format(0.256, '.1%'), format(-1.5, '%'), format(1e-10, '.2%')",
    "format(1234567.891, ','), format(1234567.891, ',.2f'), format(1234567.891, '_.1f'), format(1234567.891, '015,.1f'), format(1e6, ',g'), format(1234567.1234567, ',.7_f'), format(1234.5678, '.6,f')",
    "format(1.5, '+'), format(-1.5, '+'), format(1.5, ' '), format(-0.0, 'z.1f'), format(-0.04, 'z.1f'), format(-0.0), format(-0.04, '.1f')",
    "format(NAN), format(NAN, '010'), format(INF, 'F'), format(-INF, '10'), format(INF, '+.2f'), format(NAN, '%'), format(-INF, 'E')",
    r"format(1.5, 'n'), format(123456.789, 'n'), format(1.5, '\u2603^9')",
    "format(1.5, 'd')",
    "format(1.5, 'c')",
    "format(1.5, 's')",
    "format(1.5, 'x')",
    "format(1.5, '5.')",
    "format(1.5, '.-1f')",
    "format(1.5, ',,')",
    "format(1.5, ',_')",
    r"format(1.5, '\ud800')",
    "'%f %e %g %.2f %5.1f|%-8.2f|%+g %G' % (1.5, 1.5, 1.5, 2.675, 3.14159, 2.5, 1.5, 1e-10)",
    "'%d %i %s %r' % (1.9, -1.9, 1.5, 1.5)",
    "'%x' % 1.5",
    "f'{1.5!r:>10} {1/3:.3%} {1e10:,} {3.0:g}'",
)
