"""Anchors, line by line or not, and word boundaries, with pos and endpos."""

import re

text = "one\ntwo\n\nthree\n"
for pattern in [r"^", r"$", r"\A", r"\Z", r"^\w+", r"\w+$", r"\A\w+", r"\w+\Z", r"^$", r"^\s*$", r"(?m)^", r"(?m)$", r"(?m)^\w+", r"(?m)\w+$", r"(?m)^$", r"(?m)\A\w", r"(?m)\s\Z", r"(?s).*", r".*", r".+$", r"(?m).+$", r"\z"]:
    try:
        print(pattern, [(m.start(), m.group()) for m in re.finditer(pattern, text)])
    except re.PatternError as error:
        print(pattern, error)
words = "a bc-de é_1 "
for pattern in [r"\b", r"\B", r"\b\w", r"\w\b", r"\B\w", r"\b\w+\b", r"\bc", r"\b-", r"\B-", r"(?a)\b", r"(?a)\B\w", r"\b\b\w", r"\B\B.", r"\w+\B", r"\W+\b", r"\s+\B"]:
    print(pattern, [(m.start(), m.group()) for m in re.finditer(pattern, words)])
print(re.findall(r"\b", ""), re.findall(r"\B", ""), re.findall(rb"\b\w+\b", b"ab \xe9c d"), re.search(r"\B", "a"), re.search(r"\B", "ab"))
for pos, endpos in [(0, 9), (1, 9), (4, 9), (4, 7), (3, 4), (8, 8)]:
    print(pos, endpos, [[(m.start(), m.group()) for m in re.compile(p).finditer(text, pos, endpos)] for p in (r"^\w*", r"(?m)^\w*", r"\w*$", r"(?m)\w*$", r"\A", r"\Z", r"\b")])
print([re.match(p, "a\n") is not None for p in (r"a$", r"a\Z", r"a\n$", r"a$\n", r"(?m)a$\n\Z", r"a$\n$")])
