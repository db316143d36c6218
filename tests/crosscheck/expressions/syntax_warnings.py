# Code that compiles with a SyntaxWarning: is with literals, assert on tuples, calls and subscripts of literals.
x = 1
print(x is 1, x is not 1, x is "a", x is (), x is None, x is True, x is ...)
try:
    assert (x, "always true")
    assert ()
except AssertionError as error:
    print(repr(error))
for source in (
    "5()", "'text'(1)", "[1, 2](0)", "{}()", "(1, 2)(3)", "None()", "5[0]", "None[0]", "{1, 2}[0]", "[1, 2]['a']",
    "(1, 2)[1.5]", "'text'['a']", "(lambda: 0)[1]", "(i for i in ())[0]", "[1, 2][1, 2]", "1in [1]", "1or 2",
    "0xfor 1", "1if 2else 3", "[1, 2][True]", "{}[0]", "x is -1", "1 is 1", "x is (1, 2)", "x is b'a'", "x is 1.5",
    "x is not 'a'", "x is f'{x}'", "1 is x", "x is [1]",
):
    try:
        print(source, "=", eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__, error)
