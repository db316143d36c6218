"""Conditional groups: one part if a group has matched, another one if not."""

import re

for pattern in [r"(<)?\w+(?(1)>)$", r"(<)?\w+(?(1)>|$)", r"(?P<q>')?a(?(q)'|b)", r"(?:(a)|b)(?(1)c|d)", r"(a)?(b)?(?(1)(?(2)x|y)|z)", r"(a)?(?(1)|b)", r"(?(1)a|b)(x)?", r"(?:(a)|(b))+(?(2)c|d)", r"(a)?(?(1)b|c)*"]:
    p = re.compile(pattern)
    print(pattern, [(t, m and m.group()) for t in ("<a>", "<a", "a>", "a", "'a'", "ab", "bd", "ac", "abx", "ay", "z", "b", "bxa", "abc", "bad", "ccb") for m in [p.match(t)]])
for pattern in [r"(?(1)a)", r"(?(2)a|b)(x)", r"(a)(?(1)b|c|d)", r"(?(x)a)", r"(a)(?(1", r"(a)(?(0)b)", r"(?P<x>a)(?(y)b)"]:
    try:
        print(re.compile(pattern))
    except re.PatternError as error:
        print(pattern, error)
mail = re.compile(r"(<)?(\w+@\w+(?:\.\w+)+)(?(1)>|$)")
print([mail.match(t) and mail.match(t).group(2) for t in ("<user@host.com>", "user@host.com", "<user@host.com", "user@host.com>")])
