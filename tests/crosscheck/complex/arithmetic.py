"""Complex arithmetic, and mixed arithmetic that leaves the absent part alone."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


INF = float("inf")
NAN = float("nan")


show(
    '(1+2j) + (3-4j), (1+2j) - (3-4j), (1+2j) * (3-4j), (1+2j) / (3-4j), (1+2j) + 1, 1 - (1+2j), 2.5 * (1+2j), (1+2j) / 2, 1 / (1+2j), True + 1j',
    '-(1+2j), +(1+2j), -0j, -(0j), abs(3+4j), abs(-5j), (1+2j).conjugate(), bool(0j), bool(-0j), bool(1e-300j)',
    '-0.0 + 0j, complex(-0.0, -0.0) + 0, complex(-0.0, -0.0) + 0.0, 0.0 - complex(0.0, 0.0), complex(0.0, -0.0) - 0.0, 1 - complex(0.0, 0.0)',
    'complex(INF, 0) * 2, 2 * complex(INF, 0), complex(INF, NAN) * complex(1, 1), complex(INF, 1) * 1j, complex(1, INF) * complex(0, 1)',
    '1 / complex(INF, 0), complex(0, INF) / 2, complex(INF, 0) / (1+1j), (1+1j) / complex(INF, INF), (1+1j) / complex(NAN, 1)',
    'complex(1e308, 1e308) * 2, (1e308+1e308j) / (1e308+1e308j), (1e-308+1e-308j) / (1e-308+1e-308j)',
    '1j / 0',
    '1j / 0j',
    '1 / 0j',
    '1j // 1',
    '1j % 1',
    'divmod(1j, 1)',
    'int(1j)',
    '1j < 2',
    '1j >= 1j',
    "1j + 'a'",
    '10**400 + 1j',
    'abs(complex(1e308, 1e308)), abs(complex(INF, NAN)), abs(complex(NAN, 1))',
    'abs(complex(1.7e308, 1.7e308))',
    '1j + None',
)
