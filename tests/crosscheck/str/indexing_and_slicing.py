# Subscripts: ints, slices with steps, things with __index__, errors.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


class Index:
    def __index__(self):
        return 2


for expression in [
    "'abcdef'[0]",
    "'abcdef'[-1]",
    "'abcdef'[1:4]",
    "'abcdef'[::-1]",
    "'abcdef'[::2]",
    "'abcdef'[-2::-2]",
    "'abcdef'[10:]",
    "'abcdef'[4:1]",
    "'aé€😀'[3]",
    "'aé€😀'[::-1]",
    "'aé€😀'[:2].isascii()",
    "'aé€😀'[::3]",
    "'aé€😀'[1:3]",
    "'abc'[Index()]",
    "'abc'[Index():]",
    "'abc'[True]",
    "'abc'[3]",
    "'abc'[-4]",
    "''[0]",
    "'abc'[str()]",
    "'abc'.__getitem__(1.5)",
    "'abc'.__getitem__(None)",
    "'abc'[2**70]",
    "'abc'[::0]",
    "'abc'['a':]",
    "'abc'[-2**70:2**70]",
    "'abc'.__getitem__(slice(None, None, -1))",
    "len('aé€😀')",
    "'abc' * 3",
    "3 * 'ab'",
    "'ab' * 0",
    "'ab' * -1",
    "'€' * 3",
    "'a' * Index()",
    "'a' * 'b'",
    "'a' * 1.5",
    "'a' * None",
]:
    show(expression)
