"""Repeats that take all they can, as little as they can, or never give back."""

import re

for pattern in [r"<.*>", r"<.*?>", r"<[^>]*>", r"<.*+>", r"a*a", r"a*?a", r"a*+a", r"a+b", r"a+?b", r"a++b", r"a?a", r"a??a", r"a?+a", r"a{2,3}a", r"a{2,3}?a", r"a{2,3}+a", r"a{3}a", r"a{,2}", r"a{2,}",
                r"(?:ab)*ab", r"(?:ab)*?ab", r"(?:ab)*+ab", r"(?:ab)++", r"(?:ab){1,2}", r"(?:ab){1,2}?", r"(?:ab){1,2}+", r"(?:a|ab)*c", r"(?:a|ab)*+c", r".*(?:b)", r".*?(?:b)", r".{3,}?b"]:
    p = re.compile(pattern)
    print(pattern, [m and m.group() for m in (p.search("<a><b>"), p.search("aaaab"), p.search("ababab"), p.search("aabc"))])

print(re.match(r"(a*)(a*)", "aaa").groups(), re.match(r"(a*?)(a*)", "aaa").groups(), re.match(r"(a+?)(a+)(a+)", "aaaaa").groups(), re.match(r"(a{1,2}?)(a{2,})b?", "aaaa").groups())
print(re.match(r"(.*)(\d+)", "abc123").groups(), re.match(r"(.*?)(\d+)$", "abc123").groups(), re.match(r"(.*)(\d+?)(\d*)", "abc123").groups())
print(re.match(r'"(?:[^"\\]|\\.)*+"', r'"a\"b" "c"').group(), re.match(r'(?s)/\*.*?\*/', "/* a\n* b */ */").group())
print(re.fullmatch(r"a*+b?", "aaab"), re.fullmatch(r"[ab]*+b", "aab"), re.fullmatch(r"(?:a{1,2}){2}", "aaa"), re.fullmatch(r"(?:a{1,2}+){2}", "aaa"))
print(re.match(r"x*", "y"), re.match(r"x*?", "x"), re.match(r"x{0}y", "y"), re.match(r"(x){0}y", "y").groups(), re.match(r"x{0,0}?y", "xy"))
print([len(re.match(r"a{%d,%d}" % (low, high), "a" * 12).group()) for low in (0, 3, 7) for high in (7, 10, 65535)])
