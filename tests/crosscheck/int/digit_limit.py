"""The limit on conversions between text and ints that are not linear."""

import sys


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    'sys.get_int_max_str_digits(), sys.int_info.default_max_str_digits',
    'len(str(10**4299))',
    'len(str(10**4300))',
    'str(-10**5000)',
    "int('1' * 4300) == (10**4300 - 1) // 9",
    "int('1' * 4301)",
    "int('1' * 4301, 7)",
    "len(hex(int('1' * 5000, 16)))",
    "int('1_' * 4300 + '1')",
    'sys.set_int_max_str_digits(5)',
    'sys.set_int_max_str_digits(-1)',
    'sys.set_int_max_str_digits(640), sys.get_int_max_str_digits()',
    'len(str(10**639))',
    'str(10**640)',
    "f'{10**640}'",
    "'%d' % 10**640",
    "sys.set_int_max_str_digits(0), len(str(10**6000)), len(str(int('7' * 6000)))",
)
