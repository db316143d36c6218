"""_sre.compile() checks every word of a code list: junk is refused, and nothing crashes."""

import _sre
import re

from re import _constants as c
from re._compiler import _code
from re._parser import parse

good = _sre.compile("ab", 0, [c.LITERAL, 97, c.LITERAL, 98, c.SUCCESS], 0, {}, ())
print(good, good.match("abc"), good.groups)
for code, groups in [([], 0), ([c.FAILURE], 0), ([c.LITERAL], 0), ([c.LITERAL, 97], 0), ([99, c.SUCCESS], 0), ([c.MARK, 5, c.SUCCESS], 1), ([c.GROUPREF, 0, c.SUCCESS], 0), ([c.BRANCH, 0, c.SUCCESS], 0), ([c.BRANCH, 9, c.SUCCESS], 0), ([c.IN, 0, c.SUCCESS], 0), ([c.IN, 2, c.FAILURE, c.SUCCESS], 0),
                     ([c.REPEAT, 5, 0, 1, c.ANY, c.MAX_UNTIL, c.SUCCESS], 0), ([c.REPEAT, 4, 0, 1, c.ANY, c.MAX_UNTIL, c.SUCCESS], 0), ([c.REPEAT_ONE, 5, 2, 1, c.ANY, c.SUCCESS, c.SUCCESS], 0), ([c.AT, 12, c.SUCCESS], 0), ([c.CATEGORY, 1, c.SUCCESS], 0), ([c.JUMP, 1, c.SUCCESS], 0), ([c.ASSERT, 3, 0, c.SUCCESS, c.SUCCESS], 0),
                     ([c.SUCCESS], -1), ([c.SUCCESS], 2**30), ([c.INFO, 4, 1, 0, 0, c.SUCCESS], 0), ([c.INFO, 4, 0, 0, 0, c.SUCCESS], 0), ([c.GROUPREF_EXISTS, 0, 3, c.ANY, c.SUCCESS], 1), ([c.SUCCESS, c.SUCCESS], 0), ([c.ATOMIC_GROUP, 2, c.SUCCESS, c.SUCCESS], 0)]:
    try:
        pattern = _sre.compile("x", 0, code, groups, {}, ())
        print([int(x) for x in code], pattern.match("aaa"), pattern.search("bbb"))
    except RuntimeError as error:
        print([int(x) for x in code], groups, error)
for wrong in [(5, 0, [c.SUCCESS], 0, {}, ()), ("a", "b", [c.SUCCESS], 0, {}, ()), ("a", 0, (c.SUCCESS,), 0, {}, ()), ("a", 0, [c.SUCCESS], 0, [], ()), ("a", 0, [c.SUCCESS], 0, {}, []), ("a", 0, ["x"], 0, {}, ()), ("a", 0, [2**40, 1], 0, {}, ()), ("a", 0)]:
    try:
        print(_sre.compile(*wrong))
    except (TypeError, OverflowError) as error:
        print(type(error).__name__)

# Every word of real code lists replaced by others: each either compiles to something or is refused.
seed = 12345
refused = accepted = 0
for source in [r"(a|bc)*?d", r"(?i)[a-zé]+\b(x)\1", r"(?<=a)(?:b{2,3}|c)++$", r"(?P<n>[\u4e00-\u9fff])(?(n)y|z)", r"(?>a|b)(?!c)[^\W\d]"]:
    tree = parse(source)
    code = [int(x) for x in _code(tree, 0)]
    for position in range(len(code)):
        if code[position] >= 0x7fffffff:  # MAXREPEAT, by the width of the machine
            continue
        for word in (0, 1, 3, 13, code[position] + 1, 0x7ffffff0, len(code)):
            changed = code[:position] + [word % 2**32] + code[position + 1:]
            try:
                pattern = _sre.compile(source, 0, changed, tree.state.groups - 1, {}, ())
            except RuntimeError:
                refused += 1
                continue
            accepted += 1
            pattern.match("abcd")
print(refused, accepted)
