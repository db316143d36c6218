"""repr is the shortest text that reads back."""

values = [0.0, -0.0, 1.0, -1.0, 0.1, 0.2, 0.1 + 0.2, 1 / 3, 2 / 3, 100.0, 1e15, 1e16, 1e17, 123456789012345680.0, 1e22, 1e23]
values += [0.001, 0.0001, 0.00001, 1.5e-5, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 9007199254740992.0, 4503599627370497.5]
values += [1e100, 1e-100, 123.456, 1e5, 12345.678e-10, 2.0**63, 2.0**-1000, float("inf"), float("-inf"), float("nan")]
for x in values:
    print(repr(x), str(x), f"{x}", x != x or float(repr(x)) == x)
x = 1.0
for i in range(40):
    x = x * 7.3 / 3.1 - i
    print(x)
