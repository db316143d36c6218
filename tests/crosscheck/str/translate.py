# translate and maketrans.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


class Table:
    def __getitem__(self, code):
        if code == 97:
            raise LookupError
        return chr(code).upper()


class Broken:
    def __getitem__(self, code):
        raise ValueError("broken")


class Counting:
    calls = 0

    def __getitem__(self, code):
        self.calls += 1
        return str(self.calls)


for expression in [
    "'abc'.translate({97: 'x', 98: None, 99: 100})",
    "'abc'.translate(str.maketrans('ab', 'xy'))",
    "'abc'.translate(str.maketrans('ab', 'xy', 'c'))",
    "'hello'.translate({ord('l'): '<L>'})",
    "'a€b'.translate({0x20ac: 'E'})",
    "'abc'.translate(['x', 'y'])",
    "'\\x00\\x01'.translate('xy')",
    "'abc'.translate(Table())",
    "'abc'.translate({97: '😀'})",
    "str.maketrans({'a': 1, 98: 'x', 'é': None})",
    "str.maketrans('', '', 'ab')",
    "str.maketrans('ab', 'c')",
    "str.maketrans({'ab': 1})",
    'str.maketrans({1.5: 1})',
    'str.maketrans(1)',
    "str.maketrans('a', 2)",
    "str.maketrans('a', 'b', 3)",
    'str.maketrans()',
    "'abc'.translate({97: 1.5})",
    "'abc'.translate({97: 0x110000})",
    "'abc'.translate({97: -1})",
    "'abc'.translate({97: 2**70})",
    "'abc'.translate(1)",
    "'abc'.translate(Broken())",
    "'aaa'.translate(Counting())",
]:
    show(expression)
