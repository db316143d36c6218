"""Empty matches: where they count, and repeats whose body can match nothing."""

import re

for pattern in [r"", r"x*", r"x?", r"x*?", r"(?:)", r"(?:x|)", r"(|x)", r"(?:|x)+", r"(?:x*)*", r"(?:x*)+?", r"(?:x?y?)*", r"(?:a|b?)*", r"(?:b?|a)*", r"(?:\b|a)*", r"(?:(?=a)|b)*", r"(?:x*){2}", r"(?:x*){2,}y", r"(?:x*){0,3}?y", r"(x*)*?y", r"(?:|a)*+", r"(?:a?)++b", r"(?:a|)*?b", r"()*", r"(()|x)+", r"(?:(x)|(y?))*", r"\b|:+", r"(?<=a)|b"]:
    print(pattern, [[(m.span(), m.groups()) for m in re.finditer(pattern, t)] for t in ("axxb", "ab", "xxy", "")])
    print("    ", [re.sub(pattern, "-", t) for t in ("axxb", "ab", "xxy", "")], re.split(pattern, "axb"))
print([m.span() for m in re.finditer(r"\b|:+", "a::bc")], [m.span() for m in re.finditer(r"(?m)^\s*?$", "foo\n\n\nbar")])
p = re.compile("a*")
s = p.scanner("baac")
print([m and m.span() for m in (s.match(), s.match(), s.search(), s.search(), s.search(), s.search(), s.match())])
