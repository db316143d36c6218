"""What a Pattern shows of itself; equality, hashing, copying, pickling by re."""

import copy
import copyreg
import re
import weakref

p = re.compile(r"(?P<key>\w+)=(?P<value>\w*)", re.I | re.M)
print(p, type(p), p.pattern, p.flags, p.groups, p.groupindex, dict(p.groupindex))
print(type(p.groupindex).__name__, type(re.compile("a").groupindex).__name__, re.compile("a").groupindex)
try:
    p.groupindex["x"] = 1
except TypeError as error:
    print(error)
for flags in (0, re.A, re.I | re.S, re.X, re.U, re.DEBUG & 0, re.M | re.A):
    print(re.compile("x", flags), re.compile("x", flags).flags)
for flags in (0, re.L, re.I | re.L, re.A):
    print(re.compile(b"x", flags), re.compile(b"x", flags).flags)
print(re.compile("'\"\\n" * 2), re.compile("x" * 300, re.I), re.compile("(?i)a(?m:b)"))

same, other = re.compile("a+", re.I), re.compile("a+")
re.purge()
again = re.compile("a+", re.I)
print(same == again, same is again, same != other, same == other, same == "a+", hash(same) == hash(again), {same: 1}[again])
print(re.compile("a") == re.compile(b"a"), re.compile("a").__eq__(5), re.compile("a") != re.compile("b"))
print(copy.copy(p) is p, copy.deepcopy(p) is p, copyreg.dispatch_table[re.Pattern](p)[1])
print(re.compile(p) is p, re.Pattern[str], re.Match[bytes], weakref.ref(p)() is p)
for wrong in [lambda: re.compile(p, re.I), lambda: re.compile(5), lambda: type(p)(), lambda: setattr(p, "flags", 1), lambda: p < p, lambda: type("P", (re.Pattern,), {})]:
    try:
        print(wrong())
    except (TypeError, AttributeError, ValueError) as error:
        print(type(error).__name__, error)
print([n for n in dir(p) if not n.startswith("_")], [n for n in dir(re.match("", "")) if not n.startswith("_")])
