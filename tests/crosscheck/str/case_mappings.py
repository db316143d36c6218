# lower, upper, title, capitalize, swapcase, casefold, with mappings to several characters and the final sigma.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


for expression in [
    "'Hello World'.lower()",
    "'Hello World'.upper()",
    "'hello world'.title()",
    "'hELLO wORLD'.capitalize()",
    "'Hello World'.swapcase()",
    "'Hello'.casefold()",
    "'straße'.upper()",
    "'straße'.casefold()",
    "'STRASSE'.lower()",
    "'ΑΣ ΑΣΑ Σ ΑΣ.'.lower()",
    "'ΑΣ'.capitalize()",
    "'ὀδυσσεύς'.title()",
    "'ﬁx'.title()",
    "'ﬁx'.upper()",
    "'ﬁx'.capitalize()",
    "'ǆ'.title()",
    "'ǅ'.lower()",
    "'ǅ'.upper()",
    "'ǅ'.swapcase()",
    "'İ'.lower()",
    "len('İ'.lower())",
    "'ı'.upper()",
    "'ŉ'.upper()",
    "'Ａｂｃ'.swapcase()",
    '"they\'re bill\'s".title()',
    "'x1y'.title()",
    "'ÿ'.upper()",
    "'µ'.upper()",
    "'µ'.casefold()",
    "'Ⅷ'.lower()",
    "'𐐀𐐨'.swapcase()",
    "''.upper()",
    "'ß'.swapcase()",
    "'ᾳ'.upper()",
    "'ᾳ'.title()",
    "'1a'.capitalize()",
    "'a'.upper(1)",
]:
    show(expression)
