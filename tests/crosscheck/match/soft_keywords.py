# match, case, type and _ stay ordinary names wherever the grammar allows.
match = 5
case = 6
type_ = type
match += 1
print(match, match + case, match * (case))
match = [1, 2, 3]
print(match[0], match [1], -match[2])
match[0] = 9
match: list = [7]
print(match)
def match(x): return ("called", x)
print(match(1), match (2), match(*[3]))
match (4)
match(5), match(6)
class match:
    case = "attribute"
    match = "nested"
print(match.case, match.match)
del match.match
import sys as match
print(match.__name__)
for case in range(2): pass
print(case)
match = lambda case: case * 2
print(match(case=4), [case for case in "ab"], {case: match for case in ()})
match match:
    case match: print(type_(match).__name__)
match case, _ := 5:
    case a, b: print(a, b)
match -1:
    case -1: print("negative subject")
match not 1:
    case False: print("not subject")
match {"case": 1}:
    case {"case": case}: print("dict subject", case)
match [*"ab"]:
    case [*match]: print(match)
match (yield_ := 3):
    case 3: print("walrus subject")
match lambda: 0:
    case f: print(f())
match 1 if False else 2:
    case 2: print("conditional subject")
type = "a name too"
print(type)
type type = int
print(type.__value__)
_ = type_(1)
print(_)
