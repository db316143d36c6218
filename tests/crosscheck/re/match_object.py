"""Everything a Match can tell."""

import copy
import re

m = re.search(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?(x)?", "on 2024-05, at noon")
print(m, type(m), bool(m))
print(m.group(), m.group(0), m.group(1), m.group("month"), m.group(1, "month", 3), m["year"], m[0], m["day"])
print(m.groups(), m.groups("-"), m.groups(default=0))
print(m.groupdict(), m.groupdict("none"), m.groupdict(default=7))
print(m.start(), m.start(1), m.start("day"), m.end(), m.end("month"), m.span(), m.span(2), m.span(4))
print(m.regs, m.regs is m.regs, m.lastindex, m.lastgroup, m.pos, m.endpos, m.string, m.re is re.compile(m.re.pattern))
print(m.expand(r"<\g<month>/\1>"), m.expand(r"\g<0>|\3|"), m.expand("plain"))
print(copy.copy(m) is m, copy.deepcopy(m) is m, m == copy.copy(m), m != 5)

print(re.match(r"(a)|b", "b").groups(), re.match(r"(a)|b", "b").lastindex, re.match(r"((a)(b))", "ab").lastindex, re.match(r"(a)(b)?", "a").lastindex)
print(re.match(r"(?P<outer>(?P<inner>a))", "a").lastgroup, re.match(r"a", "a").lastgroup, re.match(r"(a)", "a").lastgroup)
print(repr(re.match(".*", "x" * 80)), repr(re.match(".*", "'\"" * 3)), repr(re.match(b".*", b"x" * 80)))


class Number:
    def __index__(self):
        return 1


print(m[Number()], m.group(True), m[False])
for wrong in (5, -1, "none", None, 1.5, b"year", 2**70):
    for method in (m.group, m.start, m.__getitem__):
        try:
            print(method(wrong))
        except (IndexError, TypeError) as error:
            print(type(error).__name__, error)
for wrong in [lambda: m.start(1, 2), lambda: m.groups(1, 2), lambda: m.groupdict(x=1), lambda: m.expand(), lambda: len(m), lambda: type(m)(), lambda: type(m).__new__(type(m)), lambda: object.__new__(type(m)), lambda: setattr(m, "pos", 1),
              lambda: [x for x in m], lambda: hash(m) == hash(m)]:
    try:
        print(wrong())
    except (TypeError, AttributeError, IndexError) as error:
        print(type(error).__name__, error)
