"""Ranges of ints beyond machine words."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    'range(2**70), range(2**70, 2**70 + 3), range(-2**70, 2**70, 2**69)',
    'list(range(2**70, 2**70 + 3)), list(range(-2**70, 2**70, 2**69)), list(range(2**64, 2**64 - 3, -1)), list(range(2**63 - 2, 2**63 + 2)), list(range(2**62 - 2, 2**62 + 2))',
    'range(2**70)[2**69], range(2**70)[-1], range(2**70)[2**69 : 2**69 + 2], range(2**70)[:: 2**69], range(2**70)[::-1][0]',
    'range(2**70)[2**70]',
    '2**69 in range(2**70), 2**71 in range(2**70), 2**69 + 1 in range(0, 2**70, 2), 2.0**69 in range(2**69, 2**69 + 1), -1 in range(2**70)',
    'range(2**70).index(2**69), range(0, 2**70, 3).index(3 * 2**60), range(2**70).count(5), range(2**70).count(-5)',
    'range(2**70) == range(2**70), range(2**70) == range(2**70 + 1), hash(range(2**70)) == hash(range(0, 2**70)), bool(range(2**70))',
    'len(range(2**70))',
    'len(range(2**70, 2**70 + 5))',
    'next(reversed(range(2**70))), list(reversed(range(2**70, 2**70 + 3)))',
    'range(2**70).__reduce__(), range(10**30, 0, -10**29)[3], range(10**30)[10**29 : 10**30 : 3 * 10**29]',
)

it = iter(range(2**70, 2**70 + 4))
print(type(it).__name__, next(it), it.__length_hint__(), it.__reduce__())
it.__setstate__(1)
print(next(it), it.__length_hint__(), list(it), it.__length_hint__())
