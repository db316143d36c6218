"""match, search and fullmatch, with pos and endpos."""

import re

p = re.compile(r"a(b+)(c)?")
for method in (p.match, p.search, p.fullmatch):
    for text in ("abbc", "xabb", "abbcd", "", "ac", "abab"):
        print(method.__name__, repr(text), method(text))

p = re.compile(r"\d+")
for arguments in [("12 34",), ("12 34", 2), ("12 34", 3), ("12 34", 4), ("12 34", 3, 4), ("12 34", -5), ("12 34", 0, -1), ("12 34", 9), ("12 34", 3, 1), ("12 34", 0, 99)]:
    m = p.search(*arguments)
    print(arguments, m and (m.span(), m.pos, m.endpos))
print(p.search(string="a1b22", pos=2, endpos=4).span())
print(p.match("ab12", pos=2), p.fullmatch("ab12cd", 2, 4), p.fullmatch("ab12cd", 2, 5))

# An alternative that does not reach the end gives way in fullmatch.
print(re.match(r"a|ab", "ab"), re.fullmatch(r"a|ab", "ab"), re.fullmatch(r"a*?", "aaa"), re.fullmatch(r"(?:a|b)*?c?", "abba"))
for wrong in [lambda: p.search(), lambda: p.search(5), lambda: p.search(None), lambda: p.search("x", "y"), lambda: p.search(b"1"),
              lambda: p.search("1", 0, 1, 2), lambda: p.match("1", pos=1.0), lambda: p.match(strings="1"), lambda: re.search("a", ["a"])]:
    try:
        print(wrong())
    except TypeError as error:
        print(error)
