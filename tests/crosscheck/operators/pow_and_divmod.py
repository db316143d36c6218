# pow with two and three arguments, negative exponents, modular inverse; divmod and % signs.
for base, exponent, modulus in (
    (2, 10, None), (2, -1, None), (-2, 3, None), (3, -1, 7), (10, 3, 7), (2, 100, 1), (7, 2, -5), (0, 0, None),
    (0, 0, 1), (2, 1000, 10**9 + 7), (0.5, 2, None), (True, True, None), (38, -1, 97),
):
    print((base, exponent, modulus), pow(base, exponent, modulus))
for action in (
    lambda: pow(2, -1, 4), lambda: pow(2, 3, 0), lambda: pow(0, -1), lambda: 0.0 ** -1, lambda: 0j ** -1,
    lambda: pow(2.0, 3, 5), lambda: pow(2, 3, 1.0),
    lambda: pow(base=2, exp=5), lambda: pow(2, exp=3, mod=5), lambda: round(((-1) ** 0.5).imag, 9), lambda: 2 ** -2,
    lambda: -2 ** 2, lambda: 2 ** 3 ** 2, lambda: 2 ** -1 ** 2,
):
    try:
        print(action())
    except (ValueError, TypeError, ZeroDivisionError, OverflowError) as error:
        print(type(error).__name__, error)
for a, b in (
    (7, 3), (-7, 3), (7, -3), (-7, -3), (7.5, 2), (-7.5, 2), (7, 2.5), (10**30, 7), (-10**30, 10**15), (0, 5),
    (5, 10**20), (-5, 10**20), (True, 2), (0.0, -3), (-1e-20, 3.0),
):
    print(a, b, divmod(a, b), a // b, a % b)
for source in (
    "1 / 0", "1 // 0", "1 % 0", "divmod(1, 0)", "1.0 / 0", "1.0 // 0", "1.0 % 0", "divmod(1.0, 0.0)", "1j / 0",
    "0 ** -1", "10**40 // 0", "1j // 1", "1j % 1", "divmod(1j, 1)",
):
    try:
        print(eval(source))
    except (ZeroDivisionError, TypeError) as error:
        print(source, type(error).__name__, error)
