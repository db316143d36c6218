"""Comparison and equality of ints with ints, bools, floats and others."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


INF = float("inf")
NAN = float("nan")


show(
    "1 == 1.0, 1 == True, 0 == False, 2**70 == 2**70, 2**70 != 2**70 + 1, 1 == '1', 1 != None",
    '2**53 == float(2**53), 2**53 + 1 == float(2**53), 2**53 + 1 > float(2**53), float(2**53) < 2**53 + 1',
    '10**400 > 1e308, -10**400 < -1e308, 10**400 < INF, -10**400 > -INF, 10**400 == INF, INF > 10**400',
    '1 < NAN, 1 > NAN, 1 == NAN, 1 != NAN, 10**400 < NAN, NAN < 10**400',
    '2**1000 == 2.0**1000, 2**1000 + 1 == 2.0**1000, 2**1000 + 1 > 2.0**1000',
    '3 < 3.5 < 4 < 4.5, -3 > -3.5, 0 == -0.0',
    'max(1, 2.5, 2**70), min(-2**70, -1e30, 0), sorted([2**64, 3, -2**64, 2.5, True, -0.5])',
    "1 < 'a'",
    '1 < None',
    '2**70 < 1j',
    "{1: 'a', 1.0: 'b', True: 'c'}, {2**70: 1, float(2**70): 2}",
    'len({0, 0.0, False, -0.0, 0j}), hash(2**70) == hash(float(2**70)), hash(1) == hash(1.0) == hash(True) == hash(1 + 0j)',
)
