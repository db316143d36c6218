# replace: counts, empty patterns, texts that change their storage width.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


for expression in [
    "'aaa'.replace('a', 'b')",
    "'aaa'.replace('a', 'b', 2)",
    "'aaa'.replace('a', '', 1)",
    "'abc'.replace('', '-')",
    "'abc'.replace('', '-', 2)",
    "'abc'.replace('', '-', 0)",
    "''.replace('', 'x')",
    "''.replace('', 'x', 0)",
    "'abc'.replace('x', 'y')",
    "'abc'.replace('b', '€')",
    "'a€c'.replace('€', 'b')",
    "'a€c'.replace('€', 'b').isascii()",
    "'a😀b😀'.replace('😀', 'é')",
    "'abcabc'.replace('abc', '😀')",
    "'aXbX'.replace('X', 'YY', count=1)",
    "'aaa'.replace('aa', 'b')",
    "'mississippi'.replace('iss', '')",
    "'a' * 5 .__index__()",
    "'abc'.replace('a', 'b', -5)",
    "'abc'.replace('a')",
    "'abc'.replace('a', 1)",
    "'abc'.replace(1, 'a')",
    "'abc'.replace('a', 'b', 'c')",
    "'abc'.replace('a', 'b', 1, 2)",
    "'abc'.replace('a', 'b', times=1)",
    "('ab' * 300).replace('a', 'xy') == 'xyb' * 300",
    "('é' * 300).replace('é', 'e') == 'e' * 300",
]:
    show(expression)
