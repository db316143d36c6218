"""Repeats with bounds, of single characters and of groups, nested."""

import re

for low in (0, 1, 2, 3):
    for high in (None, 1, 2, 3, 5):
        if high is not None and high < low:
            continue
        bounds = "{%d,%s}" % (low, "" if high is None else high)
        for mode in ("", "?", "+"):
            row = []
            for body in ("a", "(?:ab)", "(a|b)", "(?:a*)", "(?:a|bc|d)", "(?:x{2}y)"):
                pattern = body + bounds + mode
                row.append([(m.end(), m.groups()) if (m := re.compile(pattern + tail).match(text)) else None
                            for text in ("aaaa", "abababab", "bcada", "xxyxxyxxyxxy", "") for tail in ("", "$")])
            print(bounds + mode, row)
print(re.fullmatch(r"(?:(?:\d{1,3})\.){3}\d{1,3}", "192.168.0.1"), re.fullmatch(r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}", "00:1b:44:11:3a:b7"), re.fullmatch(r"(?:a{2}){3}", "aaaaaa"), re.fullmatch(r"(?:(?:ab){2}c){2}", "ababcababc"))
print(re.match(r"(?:a{0,3}){0,3}", "a" * 12).end(), re.match(r"((a{1,2}){2,3}){2}", "a" * 12).groups(), re.match(r"(?:ab?){3,}c", "aababc"), re.match(r"(?:(a)|(b)|(c)){5}", "abcab").groups())
print(re.match(r"x{65535}", "x" * 65535).end(), re.match(r"(?:xy){1000}", "xy" * 1000).end(), re.match(r"(?:xy){1000,}?$", "xy" * 1500).end(), re.match(r"(?:x|y){70000}", "xy" * 35000).end())
for pattern in ["a{2,1}", "a{99999999999}", "a**", "a{1}{2}", "*a", "a{,}", "a{1,2", "a{x}", "(?:a{1,2}){3}{2}"]:
    try:
        print(pattern, re.compile(pattern).match("a{1,2 a{x}"))
    except (re.PatternError, OverflowError) as error:
        print(pattern, type(error).__name__, error)
