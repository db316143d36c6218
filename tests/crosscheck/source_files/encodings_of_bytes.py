# compile() of bytes in all kinds of encodings, and what it says when they cannot be decoded.
for source in (
    b"# coding: iso-8859-15\nprint(ascii('\xa4'))", b"# coding: cp1251\nprint(ascii('\xe4'))",
    b"# coding: no-such\nx", b"# coding: rot13\nx", b"# coding: ascii\nx='\xff'", b"# coding: cp1252\nx='\x81'",
    b"# coding: utf-7\nx='+AGE-' y", b"# coding: unicode_escape\nx='\\x41' = 3", b"# coding: latin-1\nx = '\xe9' = 1",
):
    try:
        exec(compile(source, "x.py", "exec"))
    except SyntaxError as error:
        print(error.args)
