"""range: items, length, containment, equality, representation."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


class HasIndex:
    def __index__(self):
        return 3


show(
    'range(5), range(1, 5), range(1, 10, 3), range(10, 0, -3), range(0), range(5, 1), repr(range(1, 5, 1)), range(-3, 3)',
    'list(range(5)), list(range(1, 10, 3)), list(range(10, 0, -3)), list(range(5, 1)), tuple(range(3)), [*range(2, 4)], sum(range(101))',
    'len(range(5)), len(range(1, 10, 3)), len(range(10, 0, -3)), len(range(0, -5)), bool(range(0)), bool(range(1))',
    'range(10)[3], range(10)[-1], range(1, 10, 3)[2], range(10, 0, -3)[-2], range(10)[2:5], range(10)[::-1], range(10)[::3], range(10)[-3:], range(10)[5:2], range(1, 20, 3)[1:4:2]',
    'range(5)[5]',
    'range(5)[-6]',
    "range(5)['a']",
    'range(5)[1.0]',
    "3 in range(5), 5 in range(5), 3.0 in range(5), 3.5 in range(5), 'a' in range(5), True in range(2), 4 in range(0, 10, 3), 6 in range(0, 10, 3), -1 in range(5), 7 in range(10, 0, -3)",
    'range(3) == range(0, 3), range(0) == range(5, 1), range(0, 10, 3) == range(0, 11, 3), range(3) == [0, 1, 2], range(0, 3, 2) == range(0, 4, 2), range(1, 2) == range(1, 2, 5), range(3) != range(4)',
    'hash(range(3)) == hash(range(0, 3)), hash(range(0)) == hash(range(5, 1)), len({range(3), range(0, 3), range(4)})',
    'range(3) < range(4)',
    'range(5).start, range(5).stop, range(5).step, range(1, 10, 3).step',
    "range(5).count(3), range(5).count(9), range(5).count('a'), range(5).count(2.0), range(5).index(3), range(10, 0, -3).index(4), range(5).index(2.0)",
    'range(5).index(9)',
    "range(5).index('a')",
    'range()',
    'range(1, 2, 3, 4)',
    'range(1.5)',
    "range('a')",
    'range(1, 2, 0)',
    'range(stop=5)',
    'range(5).foo',
    'range(True), range(HasIndex()), range(HasIndex(), 10, HasIndex())',
    'list(reversed(range(5))), list(reversed(range(1, 10, 3))), list(reversed(range(0))), list(reversed(range(10, 0, -3)))',
    'range(3).__reduce__(), range(1, 2, 3).__reduce__()',
    'min(range(5, 10)), max(range(5, 10)), sorted(range(3, 0, -1)), list(zip(range(3), range(5, 8))), dict(enumerate(range(2)))',
)

try:
    range(5).start = 1
except AttributeError as error:
    print(error)
