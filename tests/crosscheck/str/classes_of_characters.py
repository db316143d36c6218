# The is* methods.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


METHODS = [name for name in dir(str) if name.startswith("is")]
print(METHODS)


for expression in [
    "[m for m in METHODS if getattr('', m)()]",
    "[m for m in METHODS if getattr('abc', m)()]",
    "[m for m in METHODS if getattr('ABC', m)()]",
    "[m for m in METHODS if getattr('Abc Def', m)()]",
    "[m for m in METHODS if getattr('abc1', m)()]",
    "[m for m in METHODS if getattr('123', m)()]",
    "[m for m in METHODS if getattr('²', m)()]",
    "[m for m in METHODS if getattr('½', m)()]",
    "[m for m in METHODS if getattr('٣', m)()]",
    "[m for m in METHODS if getattr('Ⅷ', m)()]",
    "[m for m in METHODS if getattr(' \\t\\n', m)()]",
    "[m for m in METHODS if getattr('\\x1c', m)()]",
    "[m for m in METHODS if getattr('a b', m)()]",
    "[m for m in METHODS if getattr('ǅ', m)()]",
    "[m for m in METHODS if getattr('é', m)()]",
    "[m for m in METHODS if getattr('ß', m)()]",
    "[m for m in METHODS if getattr('日本', m)()]",
    "[m for m in METHODS if getattr('_a1', m)()]",
    "[m for m in METHODS if getattr('1a', m)()]",
    "[m for m in METHODS if getattr('class', m)()]",
    "[m for m in METHODS if getattr('a-b', m)()]",
    "[m for m in METHODS if getattr('\\x7f', m)()]",
    "[m for m in METHODS if getattr('\\xad', m)()]",
    "[m for m in METHODS if getattr(' ', m)()]",
    "[m for m in METHODS if getattr('\\u2028', m)()]",
    "[m for m in METHODS if getattr('😀', m)()]",
    "[m for m in METHODS if getattr('\\ud800', m)()]",
    "[m for m in METHODS if getattr('ª', m)()]",
    "[m for m in METHODS if getattr('ⅷ', m)()]",
    "[m for m in METHODS if getattr('ᾳ', m)()]",
    "[m for m in METHODS if getattr('á', m)()]",
    "[m for m in METHODS if getattr('́', m)()]",
    "[m for m in METHODS if getattr('·', m)()]",
    "[m for m in METHODS if getattr('Ａ', m)()]",
    "[m for m in METHODS if getattr('a\\xa0b', m)()]",
    "[m for m in METHODS if getattr('A1', m)()]",
    "[m for m in METHODS if getattr('a1', m)()]",
    "[m for m in METHODS if getattr('Ⓐ', m)()]",
    "[m for m in METHODS if getattr('ⓐ', m)()]",
]:
    show(expression)
