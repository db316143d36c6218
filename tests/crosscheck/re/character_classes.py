"""Sets of characters: ranges, categories, negation, wide characters."""

import re

text = "aZ_5 \t\n-]^\\é\xa0\x85ÿΩω٣\u2028\u4e00\u3000\U0001F600\U0001D7D8x"
for pattern in [r"\d", r"\D", r"\s", r"\S", r"\w", r"\W", r".", r"[a-z]", r"[^a-z]", r"[a-zA-Z0-9_]", r"[\d\s]", r"[^\d\s]", r"[\w-]", r"[^\W\d]", r"[]a]", r"[^]a]", r"[a-]", r"[\]\\^-]", r"[\s\S]", r"[^\s\S]", r"[\u0100-\uffff]", r"[^\u0100-\uffff]", r"[\U00010000-\U0010ffff]", r"[é\u4e00]", r"[^é\u4e00\U0001F600]", r"[a-\u4e00]", r"[\x00-\x7f]", r"[Ω-ω]", r"[^\x00-\U0010ffff]"]:
    for flags in (0, re.A, re.S, re.I):
        print(pattern, int(flags), ascii("".join(re.findall(pattern, text, flags))))
data = bytes(range(256))
for pattern in [rb"\d", rb"\s", rb"\w", rb"[^\w\s]", rb"[\x80-\xff]", rb"[a-f]", rb"(?i)[a-f]", rb".", rb"(?s).", rb"[^\x00-\x9f]"]:
    found = re.findall(pattern, data)
    print(pattern, len(found), found[0], found[-1])

# A set with many characters in several blocks.
many = "".join(chr(c) for c in range(0x100, 0x3000, 7)) + "abc"
p = re.compile("[" + many + "]")
print(len(p.findall(many)), len(p.findall("".join(map(chr, range(0x3000))))), len(re.findall("[^" + many + "]", "".join(map(chr, range(0x3000))))))
print([hex(ord(c)) for c in re.findall(r"\s", "".join(map(chr, range(0x3001))))])
print(len(re.findall(r"\w", "".join(map(chr, range(0x20000))))), len(re.findall(r"\d", "".join(map(chr, range(0x20000))))))
