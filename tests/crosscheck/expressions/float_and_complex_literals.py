# Float and imaginary literals, their repr, special values, and arithmetic identities.
print(
    1.0, 1., .5, 1e5, 1E5, 1e-5, 1.5e+300, 1e308 * 10, -1e308 * 10, 0.1 + 0.2, 1e16, 1e15, 123456789.123456789, 1e-4,
    1e-5, 5e-324, 1.7976931348623157e308, 1e400, 1_0.5_0, 00.5, 0e5, -0.0,
)
print(
    1j, 1.5j, 1e3J, 0j, -1j, 1 + 2j, 1 - 2j, -1 - 0j, complex(0, -0.0), (1 + 2j) * (3 - 4j), abs(3 + 4j),
    (1 + 2j).conjugate(), 1j * 1j, complex(1e308, 1) * 10, -(1 + 0j), 10j.imag, 1_0j,
)
print(
    float("inf"), float("-inf"), float("nan"), float("infinity"), float("  1e5\n"), float("1_000.5"), 3.0 == 3,
    0.1 + 0.2 == 0.3, 1e23, 9007199254740993.0, 2 ** 53 + 1.0,
)
print(
    7.0 // 2, -7.0 // 2, 7.5 % 2, -7.5 % 2, 1e308 + 1e308, 1.5 .hex(), (0.1).as_integer_ratio(), 2.5.is_integer(),
    1e22, 1e21, 123e-7, 0.00001234, 100000.0, 1234567890123456.7, 12345678901234567.0,
)
for x in (
    0.1, 1 / 3, 2 / 3, 1e100, 1.1e-10, 4.35, 2.675, 1e-7, 123456.789e3, 299792458.0, 6.02214076e23,
    1.0000000000000002, 0.30000000000000004, 4.9e-324, 2.2250738585072014e-308,
):
    print(repr(x), str(x), float(repr(x)) == x, f"{x:.3e}", f"{x:g}", round(x, 2))
print(
    [float(s) for s in ("1e-400", "1e400", ".5", "5.", "0x1p3".replace("0x1p3", "8"), "1E2")],
    float.fromhex("0x1.8p1"), float.fromhex("-0x0.1p-4"), (1e-320).hex(),
)
print(
    nan := float("nan"), nan == nan, nan != nan, nan < 1, [nan] == [nan], max(nan, 1), max(1, nan),
    sorted([3.0, 1, 2.5]), min(0.0, -0.0), -0.0 == 0.0,
)
print(
    1 < 1.5 < 2, 10**400 > 1e308, 10**400 > float("inf"), 2**1000 == 2.0**1000,
    9007199254740993 == 9007199254740992.0, 1 == 1 + 0j, 1.5 in [1.5], {1: "i", 1.0: "f"},
)
