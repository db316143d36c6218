# What tokenize refuses, and how the iterator below it words that.
import _tokenize
import io
import tokenize


def show(lines, **keywords):
    if isinstance(lines, str):
        lines = lines.splitlines(True)
    keywords.setdefault("extra_tokens", True)
    count = 0
    try:
        for token in _tokenize.TokenizerIter(iter(lines).__next__, **keywords):
            count += 1
        print(repr(lines)[:60], "fine")
    except SyntaxError as error:
        print(repr(lines)[:60], type(error).__name__, error.args, error.lineno, error.offset, error.filename, error.end_lineno, count)
    except Exception as error:
        print(repr(lines)[:60], type(error).__name__, error)


for source in ["(1+2", "(1+\n2\n\n", "x\\\n", "x\\", "if a:\n    b\n  c\n", "if a:\n\tb\n        c\n", "x = 'abc\n", "x = '''abc\ndef\n", "é = 'abc\n",
               "0x", "1__0", "f'{a'", "f'{a}", "f'''{a}\n\n", "a \\ b\n", "xx\né \\ b\nc", "a\0b", "f'{a!x'", "f'}'", "f'{a]}'", "0b12", "0o8",
               "(" * 201, "".join(" " * i + "if 1:\n" for i in range(101)), "'a\\\nb", "a = (\n'x\n", "  a\n b\n", "f'{x:\n}'", "ub'x'", "a\x01b"]:
    show(source)
for lines, keywords in [([5], {}), (["a", 5], {}), ([b"a\n"], {}), (["a\n"], {"encoding": "utf-8"}), ([b"\xe9 = 1\n"], {"encoding": "latin-1"}),
                        ([b"a"], {"encoding": "nope"}), ("a\n)", {"extra_tokens": False}), ("5a", {"extra_tokens": False}), ("x = 5€", {"extra_tokens": False})]:
    show(lines, **keywords)
for token in _tokenize.TokenizerIter(iter("if a:\n  b # c\n\n  # d\nc".splitlines(True)).__next__, extra_tokens=False):
    print(token)
for source in ["(1", "'x", "if a:\n  b\n c", "0x"]:
    try:
        list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError) as error:
        print(type(error).__name__, error.args)


def failing():
    yield "a\n"
    raise ValueError("boom")


try:
    for token in tokenize.generate_tokens(failing().__next__):
        print(token.string)
except ValueError as error:
    print(error)
try:
    list(tokenize.tokenize(io.BytesIO(b"\xff = 1").readline))
except SyntaxError as error:
    print(error)
print(tokenize.detect_encoding(io.BytesIO(b"\xef\xbb\xbfx").readline))
