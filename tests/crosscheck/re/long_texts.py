"""Long texts: no recursion, linear where it can be."""

import re

n = 200000
text = "ab" * n
for pattern in [r"(?:ab)*", r"(?:a|b)*", r"(?:ab)*?$", r"(a|b)*c|", r"(?:(a)|(b))*", r".*b", r".*?$", r"(?:ab)*+$", r"(?s:.)*$", r"(?:(?:a|b)b?)*$", r"(?:a(?=b)b)*$", r"[ab]*a", r"(?:ab){100000,}", r"(?:(?:ab)*)*"]:
    m = re.match(pattern, text)
    print(pattern, m.span(), m.lastindex)
print(len(re.findall(r"ab", text)), re.search(r"c", text), re.search(r"ba$", text), re.search(r"(?:ab)+c", text[:2000]), re.search(r"[ab]+c", text[:2000]), re.search(r".*c", text[:2000]), re.search(r"(\w+)@", text[:2000]))
print(len(re.sub("a", "xyz", text)), len(re.split("b", text)), re.sub(r"(a)(b)", r"\2\1", text)[-4:], len(re.sub("a", "\u4e00", text)))
nested = "(" * 100 + "a" + ")" * 100
print(re.match(nested, "a").lastindex, len(re.match(nested, "a").groups()), re.match("(?:" * 90 + "a" + ")*" * 90, "aaa"), re.match("(?:a?){30}a{30}" [:7] + "*", "aaa"))
