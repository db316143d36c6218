# splitlines knows all of Unicode's line ends.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


for expression in [
    "'a\\nb\\r\\nc\\rd'.splitlines()",
    "'a\\nb\\r\\nc\\rd'.splitlines(True)",
    "'a\\n'.splitlines()",
    "'\\n'.splitlines()",
    "''.splitlines()",
    "'a\\x0bb\\x0cc\\x1cd\\x1de\\x1ef\\x85g\\u2028h\\u2029i'.splitlines()",
    "'a\\x1fb'.splitlines()",
    "'a\\n\\nb'.splitlines(keepends=True)",
    "'a\\nb'.splitlines([1])",
    "'a\\nb'.splitlines(None)",
    "'a\\n\\rb'.splitlines()",
    "'é\\n€\\r\\n😀'.splitlines(True)",
    "'a'.splitlines(1, 2)",
    "'a'.splitlines(keep=1)",
]:
    show(expression)
