"""Flags within the pattern, for all of it or for a group; verbose patterns; escape()."""

import re

for pattern in [r"(?i)abc", r"(?i:a)bc", r"a(?i:b)c", r"(?-i:a)b", r"(?i)a(?-i:b)c", r"(?s).", r"(?s:.)(.)", r"(?m)^b", r"(?x) a b # comment", r"(?x: a b )c d", r"(?a)\w", r"(?u)\w", r"(?ims)^a.b$", r"(?i-s:a.)", r"(?a:\w)\w", r"(?#nothing)ab"]:
    p = re.compile(pattern)
    print(pattern, p.flags, [bool(p.search(t)) for t in ("abc", "ABC", "aBc", "\n", "a\nb", "é", "éé", "ab", "A\nB", "abc d")])
for pattern in [r"a(?i)b", r"(?z)a", r"(?i", r"(?-", r"(?a-i:b)", r"(?-a:b)", r"(?au)b", r"(?L)a", r"(?i-i:a)", r"(?aL:b)"]:
    try:
        print(re.compile(pattern))
    except (re.PatternError, ValueError) as error:
        print(pattern, type(error).__name__, error)
number = re.compile(r"""
    (?P<sign> [-+] )?      # an optional sign
    (?P<whole> \d+ )
    (?: \. (?P<part> \d* ) )?   # [ not a set ]
    [ ]? \ ?
    (?: e (?P<exponent> [-+]? \d+ ) )? $
""", re.VERBOSE | re.IGNORECASE)
for text in ("12", "-3.5", "+1.E10", "1e-3", "x", "1.2.3", "1.5  e7"):
    m = number.match(text)
    print(text, m and m.groupdict())
print(re.escape("a.b*c[d]\\ é-_~#&\n\x00"), re.escape(b"a.b\xff"), re.fullmatch(re.escape("".join(map(chr, range(128)))), "".join(map(chr, range(128)))) is not None)
print(re.RegexFlag(0), re.I | re.M, repr(re.I), re.I.value, re.compile("a", re.I | 0).flags, re.NOFLAG)
