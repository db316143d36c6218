# unicode_escape and raw_unicode_escape.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


for expression in [
    "b'a\\\\n\\\\t\\\\x41\\\\u20ac\\\\U0001f600\\\\101\\\\N{BULLET}'.decode('unicode_escape')",
    "b'\\\\x4'.decode('unicode_escape')",
    "b'\\\\x'.decode('unicode_escape')",
    "b'\\\\u12'.decode('unicode_escape')",
    "b'\\\\U00110000'.decode('unicode_escape')",
    "b'\\\\N'.decode('unicode_escape')",
    "b'\\\\N{}'.decode('unicode_escape')",
    "b'\\\\N{NO SUCH NAME}'.decode('unicode_escape')",
    "b'\\\\N{BULLET'.decode('unicode_escape')",
    "b'\\\\'.decode('unicode_escape')",
    "b'a\\\\\\nb'.decode('unicode_escape')",
    "b'\\\\ud83d\\\\ude00'.decode('unicode_escape')",
    "b'\\xe9'.decode('unicode_escape')",
    'b\'\\\\a\\\\b\\\\f\\\\v\\\\\\\'\\\\"\\\\\\\\\'.decode(\'unicode_escape\')',
    "b'\\\\0\\\\12x'.decode('unicode_escape')",
    "b'a\\\\n\\\\u20ac\\\\\\\\u20ac'.decode('raw_unicode_escape')",
    "b'\\\\u12'.decode('raw_unicode_escape')",
    "b'\\\\U00110000'.decode('raw_unicode_escape')",
    "b'\\\\'.decode('raw_unicode_escape')",
    "b'\\xe9\\\\U0001f600'.decode('raw_unicode_escape')",
    "b'\\\\\\\\\\\\u0041'.decode('raw_unicode_escape')",
    "rb'\\x4z'.decode('unicode_escape', 'replace')",
    "rb'a\\u12'.decode('unicode_escape', 'ignore')",
    "rb'\\N{X}!'.decode('unicode_escape', 'backslashreplace')",
]:
    show(expression)
