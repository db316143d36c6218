# startswith, endswith with tuples and ranges; removeprefix, removesuffix.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


for expression in [
    "'hello'.startswith('he')",
    "'hello'.startswith('lo', 3)",
    "'hello'.startswith('lo', -2)",
    "'hello'.startswith(('x', 'he'))",
    "'hello'.startswith(())",
    "'hello'.endswith('lo')",
    "'hello'.endswith('he', 0, 2)",
    "'hello'.endswith(('lo', 1))",
    "'hello'.endswith((1, 'lo'))",
    "'hello'.startswith('')",
    "'hello'.startswith('', 6)",
    "'hello'.startswith('', 5)",
    "''.endswith('')",
    "'hello'.startswith(1)",
    "'hello'.endswith(['lo'])",
    "'hello'.startswith()",
    "'hé€'.endswith('€')",
    "'he'.endswith('€')",
    "'hé'.startswith('h')",
    "'hello'.startswith('l', 2, 3)",
    "'hello'.startswith('ll', 2, 3)",
    "'hello'.removeprefix('he')",
    "'hello'.removeprefix('x')",
    "'hello'.removesuffix('lo')",
    "'hello'.removesuffix('')",
    "'lolo'.removesuffix('lo')",
    "'abc'.removeprefix('abc')",
    "'a'.removeprefix(1)",
    "'a'.removesuffix(None)",
    "'a'.removeprefix('a', 'b')",
]:
    show(expression)
