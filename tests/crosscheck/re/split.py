"""split, with groups, empty matches and maxsplit."""

import re

print(re.split(r",", "a,b,,c"), re.split(r"[,;]\s*", "a, b;c;  d"), re.split(r"x", "abc"), re.split(r",", ""), re.split(r",", ","))
print(re.split(r"(,)", "a,b"), re.split(r"(,)|(;)", "a,b;c"), re.split(r"(?:(,)|x)+", "a,xb"), re.split(r"(a)(b)?", "xayabz"))
print(re.split(r"", "abc"), re.split(r"x*", "axbc"), re.split(r"\b", "two words"), re.split(r"(?<=,)", "a,b,c"), re.split(r"(x*)", "axb"))
print(re.split(r",", "a,b,c", maxsplit=1), re.compile(",").split("a,b,c", 2), re.compile(",").split("a,b", maxsplit=-1), re.compile(",").split(string="a,b"))
print(re.split(r"\d+", b"a1b22c".decode()), re.split(rb"\d+", b"a1b22c"), re.split(rb"(\d)", bytearray(b"a1b")), re.split(rb"", memoryview(b"ab")))
for wrong in [lambda: re.split(",", b"a"), lambda: re.compile(",").split(), lambda: re.compile(",").split("a", "b"), lambda: re.compile(",").split("a", 1, 2)]:
    try:
        print(wrong())
    except TypeError as error:
        print(error)


class Text(str):
    pass


parts = re.split("b", Text("abc")) + re.split("x", Text("abc")) + re.findall("abc", Text("abc"))
print(parts, {type(part).__name__ for part in parts})
