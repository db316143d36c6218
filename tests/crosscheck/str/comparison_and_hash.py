# Order is by code point; equality with other types.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


class Text(str):
    pass


for expression in [
    "'a' < 'b'",
    "'a' < 'aa'",
    "'Z' < 'a'",
    "'é' > 'z'",
    "'€' < '😀'",
    "'\\uffff' < '\\U00010000'",
    "'a' <= 'a'",
    "'abc' == 'abc'",
    "'abc' != 'abd'",
    "'a' == b'a'",
    "'a' == 1",
    "'a' < 1",
    "'a' < b'a'",
    "'a' >= None",
    "'a'.__lt__(1)",
    "'a'.__eq__(1)",
    "'a'.__eq__('a')",
    "hash('abc') == hash('ab' + 'c')",
    "hash('é€') == hash(''.join(['é', '€']))",
    "hash(Text('abc')) == hash('abc')",
    "Text('a') == 'a'",
    "{Text('a'): 1}['a']",
    "sorted(['b', 'a', 'é', 'B', '€', '😀', '', 'ab'])",
    "max('hello')",
    "min('é', 'z')",
    "''.__hash__()",
]:
    show(expression)
