# partition and rpartition.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


for expression in [
    "'a-b-c'.partition('-')",
    "'a-b-c'.rpartition('-')",
    "'abc'.partition('-')",
    "'abc'.rpartition('-')",
    "'abc'.partition('abc')",
    "''.partition('x')",
    "'a€b'.partition('€')",
    "'ab'.partition('€')",
    "'a::b'.partition('::')",
    "'abc'.partition('')",
    "'abc'.rpartition('')",
    "'abc'.partition(1)",
    "'abc'.rpartition(None)",
    "'abc'.partition()",
    "'abc'.partition('a', 'b')",
]:
    show(expression)
