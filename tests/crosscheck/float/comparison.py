"""Comparison of floats, NaN, signed zeros, containers."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


INF = float("inf")
NAN = float("nan")


show(
    '1.0 == 1, 1.0 < 2, 1.5 > 1, 0.1 + 0.2 == 0.3, 0.0 == -0.0, INF == INF, INF > 1e308, -INF < -10**400',
    "NAN == NAN, NAN != NAN, NAN < 1, NAN > 1, NAN is NAN, [NAN] == [NAN], NAN in [NAN], (NAN,) == (NAN,), [NAN] == [float('nan')]",
    'max(1.0, NAN), max(NAN, 1.0), min(1.0, NAN), min(NAN, 1.0), sorted([3.0, 1, 2.5, -0.0, 0])',
    "1.0 < 'a'",
    "1.5 == '1.5', 1.5 != None",
    '2.0**53 == 2**53, 2.0**53 == 2**53 + 1, 2.0**53 < 2**53 + 1, 1e300 == 10**300, 1e300 < 10**300, int(1e300) == 1e300',
    "{1.0: 'a', 1: 'b'}, {0.0: 'a', -0.0: 'b'}, hash(1.0) == hash(1), hash(0.0) == hash(-0.0), hash(1e300) == hash(int(1e300)), hash(0.5) == hash(0.5)",
    'hash(INF), hash(-INF), hash(-1.0), hash(2.0**100) == hash(2**100)',
    "len({NAN, NAN}), len({float('nan'), float('nan')})",
)
