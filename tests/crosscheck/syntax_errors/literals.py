# Numbers, strings and characters that the tokenizer refuses.


def show(source, mode="exec"):
    try:
        compile(source, "<test>", mode)
        print(f"{source!r}\n    compiles")
    except SyntaxError as error:
        where = error.lineno, error.offset, error.end_lineno, error.end_offset
        print(f"{source!r}\n    {type(error).__name__}: {error.msg} {where} {(error.text or "").rstrip()!r}")


for source in (
    '0777', '00_1', '1_', '1__2', '0x', '0xg', '0x_', '0b2', '0b', '0o8', '0o', '1e', '1e+', '1.e5x', '1.2.3', '1abc',
    '0x1g', '0b12', '0o18', '1_000_', '1.0_', '1e1_', '5a = 1', '1and 2', '1l', '0xfl', '1jj', '1.5abc', '1e5abc',
    '0b1abc', '0o7abc', '012', '08', '0_8', '00', '0_0', '1 if 1else 2', '$', '?', '!', '`', 'a$b', 'a?b', 'x = $y',
    'x = y?', 'x ? y : z', '€', 'a€b', 'x = “text”', 'x = ‘a’', 'a\xa0= 1', '\xa0x = 1', 'x\u200b = 1', '\ufeffx = 1',
    'x = \ufeff1', '\u2028', 'a − b', 'a × b', 'a ≤ b', '²', 'x² = 1', '😀 = 1', 'x = 😀', '\x00', 'a\x00b', '\x01',
    'x\x07y', '\x1b', '\x7f', "'\x01'", "'a\rb'", 'x = 1\ry = 2', 'x = 1\r\ny = 2 3', "b'é'", "b'\\xzz'", "'\\xzz'",
    "'\\u123'", "'\\N{x y z}'", "'\\N{'", "'\\U00110000'", "'a' b'b'", "b'a' 'b'", "'a' f'b' b'c'", "bf'a'", "ub'a'",
    "fb'a'", "rb'\\", "f'{'", "f'}'", "f'{}'", "f'{a b}'", "f'{a!}'", "f'{a!x}'", "f'{!a}'", "f'{a:{b:{c:{d}}}}'",
    "u'a' + ur'b'", "'''a", "'a\\", "'a\nb'", '"a\n', "r'\\'", "x = 'a' 'b' c'd'", '1if', '1if 2', '0_7',
    '9999999999a', '1.real', '1 .real', '1..real', '1.real.x', '0.1.2', '...x', '....', '..', '1...', '1....real',
    'a.1', 'a.1b', "a.'b'", 'é = = 1', "x = 'é' y", '变量 = 1 2', 'def ü(): return = 1', 'ª = º 1',
):
    show(source)
