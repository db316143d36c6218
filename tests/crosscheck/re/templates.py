"""Templates of sub() and expand(): escapes, references, and what is wrong with them."""

import re
import _sre

m = re.match(r"(?P<first>a)(b)(c)?", "ab")
for template in [r"\1", r"\2\1", r"\g<1>0", r"\g<first>", r"\g<0>", r"\3", r"\n\t\\", r"\101\x41" [:4], r"\0", r"\07", r"\041", "a\\g<2>z", r"\&", "\\", "plain", "", r"\12" [:2], r"\g<02>"]:
    try:
        print(repr(template), repr(m.expand(template)))
    except (re.PatternError, IndexError) as error:
        print(repr(template), type(error).__name__, error)
for template in [r"\4", r"\g<x>", r"\g<", r"\g<>", r"\g<1", r"\g", r"\g<-1>", r"\g<1a>", r"\q", r"\777", r"\g<4>", r"\g<99999999999>", r"\99"]:
    try:
        print(repr(template), repr(m.expand(template)))
    except (re.PatternError, IndexError) as error:
        print(repr(template), type(error).__name__, error)

p = re.compile("(a)(b)?")
t = _sre.template(p, ["<", 1, ":", 2, "", 0, ">"])
print(type(t), hasattr(t, "items"))
for wrong in ([], ["a", 1], ["a", -1, "b"], ["a", "b", "c"], ["a", 2**70, "c"]):
    try:
        print(_sre.template(p, wrong))
    except (TypeError, OverflowError) as error:
        print(type(error).__name__)
try:
    _sre.template(p, ("a",))
except TypeError as error:
    print(error)
print(re.sub(r"(\d+)-(\d+)", r"\g<2>-\g<1>", "1-2 33-44"), re.sub(rb"(\d)", rb"\1\g<1>\x" [:10], b"1 2"))
print(re.sub("(?P<q>['\"])(.*?)(?P=q)", r"«\2»", "say 'a' and \"b'c\""))
