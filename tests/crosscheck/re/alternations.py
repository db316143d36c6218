"""Alternatives: the first that leads to a match wins."""

import re

for pattern, text in [(r"a|ab|abc", "abc"), (r"(?:a|ab|abc)$", "abc"), (r"abc|ab|a", "abc"), (r"foo|bar|baz", "xbazbar"), (r"(foo|foobar)(bar)?", "foobar"), (r"|a", "a"), (r"a||b", "b"), (r"(a|(b)|c)+", "cab"),
                      (r"(?:one|two|three|four|five)+", "twofourone"), (r"x(?:a|b|c)y", "xay xdy xby"), (r"(?:a.|.b)c", "abc bbc"), (r"[ab]|c|\d", "3cb"), (r"(?:ab|a)(?:bc|c)", "abc"), (r"(?:\d+|\w+|.)!", "12! ab! -!")]:
    print(pattern, [(m.group(), m.groups()) for m in re.finditer(pattern, text)])

words = ["w%03d" % n for n in range(200)] + ["w1", "w12", "x"]
p = re.compile("|".join(words))
print([m.group() for m in p.finditer("w000 w199 w063 w064 w12 w1 x w5 w127y")], re.compile("(?:" + "|".join(words) + ")$").match("w12"))
p = re.compile("|".join("(%s)" % w for w in words))
print([(m.lastindex, m.group()) for m in p.finditer("w000 w199 w063 w064 w12 w1 x w126 w189")])
keywords = re.compile(r"\b(?:if|else|elif|for|while|def|return|in|is|not|and|or|class|import|from|as)\b")
print(keywords.findall("if x is not None and y in z or definitely: return elsewhere from importer import as_is as class_"))
print(re.findall(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", "Monday, TUESDAY, sunday, Fryday"), re.findall("é|\u4e00\u4e01|\U0001F600|ab", "ab\U0001F600é\u4e00\u4e01\u4e00"))
tokens = re.compile(r"(?P<number>\d+(?:\.\d*)?)|(?P<name>[A-Za-z_]\w*)|(?P<string>'[^']*')|(?P<op>\*\*|//|<=|>=|==|[-+*/<>=()])|(?P<space>\s+)|(?P<bad>.)")
print([(m.lastgroup, m.group()) for m in tokens.finditer("x1 = 3.5**(y+'a b')//2 <= $") if m.lastgroup != "space"])
