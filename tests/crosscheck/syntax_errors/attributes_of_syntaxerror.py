# The attributes of SyntaxError: from compile, from its constructor, str, and what printing needs.
def catch(source, name="file.py", mode="exec"):
    try:
        compile(source, name, mode)
    except SyntaxError as error:
        return error


e = catch("x = 1\ny = = 2\nz")
print(
    type(e).__name__, e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset,
    e.print_file_and_line,
)
print(str(e), repr(e), e.args)
e = catch("def f():\n\tx = (1,\n\n")
print(e, e.args)
e = catch("é = 'ü' $ 1", "名前.py")
print(e, e.args)
e = catch("\n" * 50 + "   x", mode="eval")
print(e, e.args)
print(
    type(catch("if 1:\nx")).__mro__[1].__name__, type(catch("if 1:\n\tx\n        y")).__name__,
    isinstance(catch("  x"), IndentationError),
)
e = SyntaxError("message", ("name", 3, 5, "the text", 3, 9))
print(e, e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset)
e = SyntaxError("message", ("name", 3, 5, "the text"))
print(e, e.end_lineno, e.end_offset)
e = SyntaxError("only message")
print(e, e.msg, e.filename, e.lineno, e.text)
e = SyntaxError()
print(repr(e), e.msg, str(e))
e.msg, e.filename, e.lineno = "set", "later.py", 7
print(e)
e.filename = None
print(e)
e.filename, e.lineno = "dir/base.py", None
print(e)
for args in (
    ("m", ()), ("m", (1, 2, 3)), ("m", (1, 2, 3, 4, 5)), ("m", 5), ("m", (1, 2, 3, 4, 5, 6, 7, 8)),
    ("m", ("f", 1, 2, "t"), "extra"), (1, (2, 3, 4, 5)),
):
    try:
        e = SyntaxError(*args)
        print(repr(e), "|", e)
    except (TypeError, ValueError, IndexError) as error:
        print(type(error).__name__, error)
