"""Looking ahead and behind."""

import re

for pattern in [r"\w+(?=:)", r"\w+(?!:)", r"(?<=:)\w+", r"(?<!:)\b\w+", r"(?<=a)b", r"(?<!a)b", r"(?<=^)\w", r"(?<=ab|cd)x", r"(?=.*\d)\w+", r"(?=(\w+):)\1", r"(?!\d)\w", r"(?<=\b)\w", r"(?<!\w)\w+(?!\w)", r"(?<=(\w)):(?=(\w))", r"(?=a)(?=ab)a", r"(?:(?=x)|a)b"]:
    p = re.compile(pattern)
    print(pattern, [(m.group(), m.span(), m.groups()) for m in p.finditer("ab:cd abx cdx 1a :b")])

print(re.match(r"(?=(a+))a*b\1", "aaabaaa"), re.match(r"(?=(a+))a*b\1", "abaaa"), re.match(r"(?=(?P<x>a))(?P=x)", "a").groupdict())
print(re.findall(r"\d(?=(?:\d{3})+$)", "1234567"), re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", "1234567"), re.sub(r"(?<!^)(?=[A-Z])", "_", "camelCaseName"))
p = re.compile(r"(?<=a)b")
print(p.search("ab", 1), p.match("ab", 1), p.search("xb", 1), re.compile(r"(?=b)").search("ab", 0, 1), re.compile(r"a(?!b)").search("ab", 0, 1))
print(re.search(r"(?<=abc)def", "abcdef"), re.search(r"(?<=-)\w+", "spam-egg").group(), re.search(r"(?<=(?<=a)b)c", "abc"), re.search(r"(?<!(?<!a)b)c", "abc"))
print(re.match(r"(?!)", ""), re.match(r"(?=)", ""), re.findall(r"(?=)", "ab"), re.findall(r"(?<!)x", "x"))
print(re.findall(r"(?i)(?<=É)a", "éa Éa ea"), re.findall(r"(?<=\u4e00)\w", "\u4e00a\u4e01b"), re.findall(rb"(?<=\xff)a", b"\xffaa"))
for pattern in [r"(?<=a*)b", r"(?<=a|bc)d", r"(?<=(a)\1?)b", r"(?<!a+)b"]:
    try:
        print(re.compile(pattern))
    except re.PatternError as error:
        print(pattern, error)
