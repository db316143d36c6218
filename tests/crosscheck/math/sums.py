"""fsum, sumprod, hypot and dist lose nothing."""

from math import dist, fsum, hypot, inf as INF, nan as NAN, sqrt, sumprod


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


class Half:
    def __mul__(self, other):
        return other / 2


show(
    'fsum([]), fsum([0.1] * 10), sum([0.1] * 10), fsum([1e16, 1, 1e-16]), fsum([1e308, -1e308, 1]), fsum([1e100, 1, -1e100]), fsum([1, 2, True, 2**70]), fsum(x / 7 for x in range(50)), fsum([INF, 1]), fsum([INF, NAN]), fsum([-0.0]), fsum([1e-16, 1, 1e16])',
    'fsum([1e308, 1e308])',
    'fsum([1e308, 1e308, -1e308])',
    'fsum([INF, -INF])',
    "fsum(['a'])",
    'fsum(5)',
    'fsum([10**400])',
    'sumprod([1, 2], [3, 4]), sumprod([], []), sumprod([1.5, 2], [3, 4]), sumprod([0.1] * 10, [1] * 10), sumprod([10**30, 1], [2, 3]), sumprod([True, 2], [3, 4.5]), sumprod([1e16, 1.0, -1e16], [1, 1, 1]), sumprod([1e16, 1, -1e16], [1, 1, 1]), sumprod(iter([1]), (2,)), sumprod([INF], [0]), sumprod([2**40, 2**40], [2**40, -2**40]), sumprod([Half()], [4])',
    'sumprod([1], [1, 2])',
    'sumprod([1, 2], [1])',
    "sumprod(['a'], [2])",
    "sumprod([1, 'a'], [1, 2])",
    'sumprod(5, [1])',
    'sumprod([1], 5)',
    'hypot(), hypot(3), hypot(-3), hypot(3, 4), hypot(3, 4, 12), hypot(1, 1) == sqrt(2), hypot(1e308, 1e308), hypot(1e-320, 1e-320), hypot(INF, NAN), hypot(NAN, 1), hypot(-INF), hypot(0, 0), hypot(*[1] * 16), hypot(1e-200, 1e-200), hypot(True, 0)',
    "hypot(1, 'a')",
    'hypot(10**400)',
    'dist((1, 2), (4, 6)), dist([1, 2], [4, 6]), dist((), ()), dist(iter([1]), iter([2])), dist((INF,), (1,)), dist((INF, NAN), (1, 2)), dist((1, 2, 3), (4, 5, 6)) == hypot(3, 3, 3)',
    'dist((1,), (1, 2))',
    "dist((1, 'a'), (1, 2))",
    'dist(5, 6)',
)
