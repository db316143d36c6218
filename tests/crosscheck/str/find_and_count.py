# find, rfind, index, rindex, count: ranges, empty texts, wide characters, messages.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


for expression in [
    "'abcabc'.find('c')",
    "'abcabc'.rfind('c')",
    "'abcabc'.find('bc', 2)",
    "'abcabc'.find('bc', -3)",
    "'abcabc'.rfind('bc', 0, 3)",
    "'abc'.find('')",
    "'abc'.rfind('')",
    "'abc'.find('', 3)",
    "'abc'.find('', 4)",
    "'abc'.find('x')",
    "'abc'.index('x')",
    "'abc'.rindex('x', 1)",
    "'abc'.index('b', None, None)",
    "'aaaa'.count('aa')",
    "'abc'.count('')",
    "'abc'.count('', 2)",
    "'abc'.count('', 5)",
    "'aXbXc'.count('X', 2)",
    "'añb€c😀'.find('€')",
    "'añb€c😀'.find('😀')",
    "'abc'.find('€')",
    "'añb'.count('ñ')",
    "'😀'.join('abc').count('😀')",
    "'x' * 1000 + 'needle' in 'y'",
    "('ab' * 1000 + 'aab').find('aab')",
    "('ab' * 1000 + 'aab').rfind('aab')",
    "('é' * 500 + 'ça' + 'é' * 500).find('ça')",
    "'abc'.find(1)",
    "'abc'.find(None)",
    "'abc'.find()",
    "'abc'.find('a', 'b')",
    "'abc'.find('a', 1, 2, 3)",
    "'abc'.count([])",
    "'abc'.find('a', -2**70, 2**70)",
    "'abc'.find('a', 2**70)",
    "'abc'.find(sub='a')",
    "1 in 'abc'",
    "'bc' in 'abc'",
    "'' in ''",
    "None in 'abc'",
]:
    show(expression)
