"""References to what a group has matched."""

import re

for pattern, text in [(r"(\w)\1", "hello"), (r"(\w+) \1", "the the cat"), (r"(a)(b)\2\1", "abba"), (r"(?P<q>['\"]).*?(?P=q)", "x 'a\"b' y"), (r"(a)?\1b", "b"), (r"(a)?\1b", "aab"), (r"(a*)\1", "aaaaa"),
                      (r"(a*?)\1$", "aaaa"), (r"(?:(a)|b)\1", "ba"), (r"(\d+)-\1", "12-123"), (r"(\d+)-\1\b", "12-123 5-5"), (r"()\1x", "x"), (r"^(.+)\1+$", "abcabcabc"), (r"(.)(.)(.)\3\2\1", "abccba"),
                      (r"(?i)(a)\1", "aA"), (r"(?i)(é)\1", "éÉ"), (r"(?i)(ß)\1", "ßẞ"), (r"(?i)(σ)\1", "σς"), (r"(?ia)(é)\1", "éÉ"), (r"(?i)(k)\1", "k\u212a"), (r"(?i)(ab)\1", "abAb abxAB"), (r"(\u4e00.)\1", "\u4e00b\u4e00b")]:
    m = re.search(pattern, text)
    print(pattern, text, m and (m.group(), m.span()))
print(re.findall(rb"(?i)(a.)\1", b"abAB a1a1"), re.search(rb"(.)\1", bytearray(b"ab\x00\x00")).span(), re.search(rb"(?i)(\xe9)\1", b"\xe9\xc9"))
print(re.sub(r"\b(\w+)( \1\b)+", r"\1", "it is is is what what it is"))
print(re.compile(r"(a+)b\1").search("aaaab" + "a" * 3).span(), re.compile(r"(a+)b\1").search("aab" + "aaa", 0, 4))

# Not a prime number: a repeat of a repeat.
print([n for n in range(2, 30) if not re.fullmatch(r"(11+?)\1+", "1" * n)])
