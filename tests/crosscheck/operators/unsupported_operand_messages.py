# TypeError for operand types that do not fit, with all binary, in-place and unary operators.
class A: pass


a = A()
for symbol in ("+", "-", "*", "@", "/", "//", "%", "**", "<<", ">>", "&", "^", "|", "<", "<=", ">", ">="):
    for source in (f"a {symbol} 1", f"'s' {symbol} a", f"None {symbol} None"):
        try:
            print(source, "=", eval(source))
        except TypeError as error:
            print(source, "->", error)
    if symbol not in ("<", "<=", ">", ">="):
        try:
            exec(f"b = a\nb {symbol}= 1.5")
        except TypeError as error:
            print("in-place ->", error)
for source in (
    "-a", "+a", "~a", "-'s'", "~1.5", "+[]", "abs(a)", "divmod(a, 1)", "divmod(1, 'x')", "pow(a, 1)",
    "pow(2, 3, 'x')", "pow(2, 3.0, 5)",
    "pow('a', 1, 1)", "1 in 5", "1 in a", "a[0]", "5[0]", "a[0:1]", "len(a)", "int(a)", "float(a)", "complex(a)",
    "round(a)", "hash({})", "[] < ()",
    "1 < 'a'", "{} < {}", "(1, 'a') < (1, 2)", "[1] + (2,)", "(1,) + [2]", "'a' + 1", "1 + 'a'", "b'a' + 'a'",
    "'a' * 'b'", "'a' * 1.0", "[1] * None",
    "{1} | [1]", "{} | []", "1 @ 1", "print >> 5", "reversed(a)", "iter(a)", "next(a)", "[1][a]", "[1]['x']",
    "(1,)[1.0]", "'s'[None]", "{}[[]]", "bytes(a)", "range(a)",
    "1 if a else 2 + ''",
):
    try:
        print(source, "=", str(eval(source)).split(" at 0x")[0])
    except TypeError as error:
        print(source, "->", error)
