# tokenize: comments, blank lines, indentation, strings over lines, f-strings and t-strings, line ends, untokenize().
import io
import tokenize

SOURCES = [
    "if a:\n  b # c\n\n  # d\nc", "", "  ", "# x", "a\r\nb # x\r\n\r\n", "'''a\r\nb''' + (\r\n1)\r\n",
    "f'a{x!r:>{w}}b{{' t\"{y}\"\n", "f'''a\n{x\n}b\n'''\n", "a = \\\n  1\n", "if a:\n  b", "é('ü', x)\n", "if a:\n\n    x\\\n\n",
    "0_7 0777 1e 5a 1if 5€ é€ x\u00a0y 0x1F 1.5e3 2j .5", "a)]}", "(]\n)", "$ ? ! `", "a <> b -> c := d ... != @= //=",
    "class A:\n  def f(self):\n    pass\n  # x\n\n# y\nb", "\n\n  x\n", "  \\\n  x\n", "'a' b'c' f'' rb\"x\" u'd'",
    "async def f(): await x; match = 1\n",
]
for source in SOURCES:
    print("---", repr(source))
    tokens = list(tokenize.generate_tokens(io.StringIO(source, newline="").readline))
    for token in tokens:
        print(tokenize.tok_name[token.exact_type], *token)
    print(repr(tokenize.untokenize(tokens)))
for token in tokenize.tokenize(io.BytesIO("# coding: latin-1\né = 1\n".encode("latin-1")).readline):
    print(token)
