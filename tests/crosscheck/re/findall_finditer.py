"""findall gives texts, tuples of groups; finditer gives Match objects."""

import re

print(re.findall(r"\w+", "the quick, brown  fox"), re.findall(r"(\w)\w*", "the quick fox"), re.findall(r"(\w)(\w)?", "the q"))
print(re.findall(r"x", "abc"), re.findall(r"", "abc"), re.findall(r"b*", "abbc"), re.findall(r"(b)*", "abbc"), re.findall(r"(a)|b", "ab"))
print(re.findall(r"\b", "a b"), re.findall(r"^", "a\nb\n", re.M), re.findall(r"$", "a\nb\n", re.M), re.findall(r"$", "a\n"))
p = re.compile(r"\d")
print(p.findall("1a2b3", 1), p.findall("1a2b3", 1, 4), p.findall("123", 3), p.findall("123", 2, 1), p.findall("123", -7, 99))
it = p.finditer("1a2b3", 1)
print(type(it).__name__, next(it), next(it), next(it, "no more"), next(it, "no more"))
print([(m.span(), m.pos, m.endpos) for m in re.compile("a*").finditer("baac", 1, 4)])
print([m.group() for m in re.finditer(r"a|(?=b)|b", "abab")])
for m in re.finditer(r"(?P<n>\d+)|(?P<w>[a-z]+)|(?P<s>\s+)", "x 12 yz"):
    print(m.lastgroup, repr(m.group()), m.span())


def changing():
    # The text may be searched while another search runs.
    for m in re.finditer(r"\d+", "1 22 333"):
        yield m.group(), re.findall(r"\d", m.group()), re.sub(r"\d", lambda n: str(int(n.group()) + 1), m.group())


print(list(changing()))
print(len(re.findall(r"a", "a" * 10000)), len(re.findall(r"(a)(b)?", "a" * 1000)), sum(len(x) for x in re.findall(r"[^,]+", "ab,c," * 1000)))
