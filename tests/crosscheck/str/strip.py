# strip, lstrip, rstrip: whitespace and sets of characters.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


for expression in [
    "'  a b  '.strip()",
    "'  a '.lstrip()",
    "'  a '.rstrip()",
    "'\\t\\n\\x0b\\x0c\\r\\x1c\\x1f\\x85\\xa0\\u2000\\u3000x'.strip()",
    "'\\u200bx\\u200b'.strip()",
    "'xyabcyx'.strip('xy')",
    "'xyabcyx'.lstrip('xy')",
    "'xyabcyx'.rstrip('yx')",
    "'abc'.strip('abc')",
    "'abc'.strip('')",
    "''.strip()",
    "'€a€'.strip('€')",
    "'aéa'.strip('a')",
    "'éaé'.strip('é')",
    "'abc'.strip('€')",
    "'abc'.strip(None)",
    "'abc'.strip(1)",
    "'abc'.lstrip([])",
    "'abc'.rstrip(b'c')",
    "'abc'.strip('a', 'b')",
]:
    show(expression)
