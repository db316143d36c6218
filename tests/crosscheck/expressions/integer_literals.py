# Integer literals in all bases with underscores, big ones; leading zeros; the mistakes.
print(
    0, 00, 0_0, 1_000_000, 0x_ff, 0XFF, 0o17, 0O1_7, 0b1010, 0B_1, 0xdeadBEEF, 123456789012345678901234567890, -0, +5,
    --5, ~0, 1_2_3,
)
print(0x1_0000_0000_0000_0000, 0b1 + 0o1 + 0x1, 1 .real, 1..real, 5 .bit_length())
for source in (
    "01", "0_1", "09", "0777", "00001", "1_", "1__0", "_1 if 0 else 0", "0x", "0x_", "0xg", "0o8", "0o", "0b2", "0b",
    "0b1_", "0o1_", "0xf_", "1a", "1abc", "12if 0 else 3", "0xfor x", "1or 2", "0x1for x in y", "1in [1]",
    "1if 1else 2", "0b12", "0o78", "0_7", "1_000_", "0x__1", "1e5_", "1_e5", "0.1_", "1._5", "1.5_5", "1_0.0_1e1_0",
    "1e_5", "1e", "1e+", "1.e", "1.0ee5", "0e0", "00.5", "01.5", "09.5", "09e1", "012j", "1jx", "1.5j", "1j.real",
    "5.real", "5 .real", "5..real", "0xe+1", "1_j", "0b1.0", "0x1.0", "1.2.3", "1L", "0L", "9" * 20, "0" * 50,
):
    try:
        print(source, "=", repr(eval(source, {"_1": "name", "x": 1})))
    except SyntaxError as error:
        print(source, "->", error.msg, (error.lineno, error.offset, error.end_lineno, error.end_offset))
    except Exception as error:
        print(source, "->", type(error).__name__, error)
try:
    eval("1" * 5000)
except SyntaxError as error:
    print(error.msg, error.lineno, error.offset)
print(len(hex(eval("0x" + "f" * 5000))), eval("0b" + "1" * 200) == 2 ** 200 - 1)
