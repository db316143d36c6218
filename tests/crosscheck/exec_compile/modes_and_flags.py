# compile(): the three modes, flags, filename, what each mode accepts.
print(eval(compile("1 + 2", "<e>", "eval")), exec(compile("x = 5", "<x>", "exec")), x)
exec(compile("1 + 1\n'interactive prints'\nNone\nx = 3", "<s>", "exec"))
exec(compile("x + 1", "<s>", "single"))
exec(compile("'text'", "<s>", "single"))
exec(compile("None", "<s>", "single"))
exec(compile("for i in range(2): i * 10\n", "<s>", "single"))
exec(compile("y = 7; y; y + 1", "<s>", "single"))
print(_)
code = compile("a = 1\nb = a + c", "some file.py", "exec")
print(
    type(code).__name__, code.co_filename, code.co_name, code.co_firstlineno, code.co_names,
    code.co_consts[0] in (1, None), code.co_flags, code.co_varnames,
)
space = {"c": 10}
exec(code, space)
print(space["b"])
for arguments in (
    ("1 +", "s", "eval"), ("x = 1", "s", "eval"), ("1; 2", "s", "eval"), ("1\n2", "s", "single"),
    ("def f(): pass", "s", "single"), ("if 1: pass", "s", "single"), ("", "s", "eval"), ("", "s", "exec"),
    ("", "s", "single"), ("# c", "s", "single"), ("x", "s", "bad"), ("x", "s"), (5, "s", "exec"), ("x", 5, "exec"),
    ("x\0y", "s", "exec"), (b"x = 1", "s", "exec"), (b"\xff", "s", "exec"), ("x", "s", "exec", 1 << 30),
    ("x", b"bytes", "eval"), (bytearray(b"1"), "s", "eval"), (memoryview(b"1"), "s", "eval"), ("  1", "s", "eval"),
    ("  1", "s", "exec"), ("x", "s", "exec", 0, True, 5), ("1", "a\0b", "eval"), (code, "s", "exec"),
    ("x", "s", "func_type"),
):
    shown = repr(arguments[0]) if isinstance(arguments[0], (str, bytes)) else type(arguments[0]).__name__
    try:
        result = compile(*arguments)
        print(shown, arguments[1:], "->", type(result).__name__)
    except Exception as error:
        print(shown, arguments[1:], "->", type(error).__name__, error)
print(
    compile("-1", "s", "eval", optimize=2).co_name, eval(compile("__debug__", "s", "eval", optimize=1)),
    eval(compile("__debug__", "s", "eval", optimize=0)),
)
exec(compile("assert 0, 'removed'", "s", "exec", optimize=1))
def doc_source(): return "def f():\n  'doc'\n  assert True\n"
for level in (0, 1, 2):
    exec(compile(doc_source(), "s", "exec", optimize=level))
    print(level, f.__doc__)
