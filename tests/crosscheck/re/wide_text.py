"""Texts of one, two and four bytes a character give the same matches."""

import re

patterns = [r"\w+", r"[^,]+", r"a.c", r"(?:ab|cd)+", r"x*?y", r"\bfoo\b", r"(\w)\1", r"(?i)ABC", r"[a-c]+(?=d)", r"(?<=,)\w+", r"abcd", r"b", r"[bd]", r"^\w", r"\w$", r".*,", r".*?,", r"(?:a|b|c|d)+?d", r"(a|b|c)*(d)", r"\s+\S", r"(?:[a-d]{2}){2}", r"(?>a+)b|.", r"[^a]*a", r"q"]
base = "abcd,foo xxxy aabb ABC abab,cdcd"
for tail in ("", "é", "\u4e00", "\U0001F600"):
    results = [[m.regs for m in re.finditer(p, base + " " + tail)] for p in patterns]
    if not tail:
        expected = results
        for p, r in zip(patterns, results):
            print(p, r)
    print(ascii(tail), [p for p, r, e in zip(patterns, results, expected) if r[:len(e) - 1] != e[:-1]])
for text in ("é\u4e00\U0001F600" * 2, "\u4e00\u4e01\u4e00", "\U0001F600\U0001F601" * 3, "ééé"):
    for p in (r"(.)(.)?", r"\w+", r"[\u4e00-\u9fff]+", r"[^\u4e00]+", r"\U0001F600", r"\u4e00.", r"(?:\U0001F600\U0001F601)+", r"é+", r"[é\U0001F601]", r"(.).*\1", "\u4e00\u4e01", r"\W+"):
        print(ascii(p), [(ascii(m.group()), m.span()) for m in re.finditer(p, text)])
print(ascii(re.sub("é", "\U0001F600", "aéb")), ascii(re.sub(r"[^\x00-\x7f]+", lambda m: str(len(m.group())), "aé\u4e00\U0001F600b")), re.split("\u4e00", "a\u4e00b\u4e00c"))
