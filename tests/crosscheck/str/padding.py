# center, ljust, rjust, zfill, expandtabs.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


for expression in [
    "'abc'.center(8)",
    "'abc'.center(9)",
    "'ab'.center(5)",
    "'ab'.center(4)",
    "'abc'.center(8, '*')",
    "'abc'.center(8, '€')",
    "'abc'.center(2)",
    "'abc'.ljust(6) + '|'",
    "'abc'.rjust(6, '-')",
    "'é'.rjust(3, 'x')",
    "'abc'.ljust(-5)",
    "'42'.zfill(5)",
    "'-42'.zfill(5)",
    "'+42'.zfill(5)",
    "'--42'.zfill(6)",
    "''.zfill(3)",
    "'-'.zfill(3)",
    "'é'.zfill(4)",
    "'a\\tb'.expandtabs()",
    "'a\\tbc\\td'.expandtabs(4)",
    "'a\\tb'.expandtabs(0)",
    "'a\\tb'.expandtabs(-1)",
    "'ab\\n\\tc\\r\\td'.expandtabs(tabsize=3)",
    "'\\t'.expandtabs()",
    "'é\\té'.expandtabs(4)",
    "'abc'.center(10, 'xx')",
    "'abc'.center(10, '')",
    "'abc'.center(10, 1)",
    "'abc'.center('a')",
    "'abc'.zfill(1.5)",
    "'abc'.ljust()",
    "'abc'.expandtabs('a')",
    "'abc'.expandtabs(None)",
    "'a'.center(width=3)",
]:
    show(expression)
