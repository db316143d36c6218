"""gcd, lcm, isqrt, factorial, comb, perm."""

from math import comb, factorial, gcd, isqrt, lcm, perm, prod


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


class HasIndex:
    def __index__(self):
        return 4


show(
    'gcd(), gcd(4), gcd(-4), gcd(12, 18, 27), gcd(0, 0), gcd(0, 5), gcd(2**100, 2**70 * 3), gcd(True, 2), gcd(10**40, 10**20 + 1), gcd(HasIndex(), 6)',
    'lcm(), lcm(4), lcm(-4, 6), lcm(0, 5), lcm(4, 6, 10), lcm(2**70, 3), lcm(10**20, 10**20 + 1)',
    'gcd(1.5)',
    "lcm('a')",
    'isqrt(0), isqrt(1), isqrt(15), isqrt(16), isqrt(2**64 - 1), isqrt(2**64), isqrt(10**40), isqrt(10**40 - 1), isqrt(True)',
    'isqrt(-1)',
    'isqrt(1.0)',
    '[factorial(n) for n in range(10)], factorial(20), factorial(21), factorial(50), factorial(True)',
    'factorial(-1)',
    'factorial(5.0)',
    'factorial(-2**70)',
    'comb(5, 2), comb(5, 0), comb(5, 5), comb(5, 6), comb(100, 50), comb(2**70, 2), comb(2**70, 2**70 - 1), comb(0, 0), comb(HasIndex(), 1)',
    'comb(-1, 2)',
    'comb(5, -2)',
    'comb(5.0, 2)',
    'comb(5)',
    '[comb(10, k) for k in range(12)]',
    'perm(5), perm(5, 2), perm(5, None), perm(5, 0), perm(5, 6), perm(100, 20), perm(2**70, 2), perm(0)',
    'perm(-5)',
    'perm(-5, 2)',
    'perm(5, -2)',
    'perm(5.0)',
    'sum(comb(60, k) for k in range(61)) == 2**60, factorial(300) // factorial(298), len(str(factorial(1000)))',
    "prod([]), prod([1, 2, 3]), prod([2] * 100), prod([1.5, 2]), prod([1, 2], start=5), prod([True, True]), prod([[1], 3]), prod(['a', 3], start=1), prod(range(1, 20))",
    'prod(5)',
    "prod(['a', 'b'])",
    'prod([1, 2], 3)',
)
