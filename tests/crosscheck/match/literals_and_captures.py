# match: literal, capture, wildcard, alternative, guard and value patterns.
RED = "outer red"


class Color:
    RED, GREEN = 1, 2


def classify(x):
    match x:
        case 0: return "zero"
        case -1 | -1.5: return "negative literal"
        case 3 + 4j | 2 - 1j: return "complex"
        case "text": return "string"
        case "con" "cat": return "concatenated"
        case b"bytes": return "bytes"
        case None: return "None"
        case True: return "True"
        case Color.GREEN: return "value pattern"
        case int() | float() if x > 100: return "big"
        case 5 | 6 | 7 as n: return f"small {n}"
        case str() as s if s.startswith("a"): return f"starts with a: {s}"
        case _: return "other"


for value in (
    0, 0.0, False, -1, -1.5, 3 + 4j, 2 - 1j, "text", "concat", b"bytes", None, True, 1, 2, 2.0, 101, 100.5, 6, 6.0,
    "abc", "b", [], 10**30,
):
    print(repr(value), classify(value))
match 5:
    case x: print("capture", x)
print(x)
match (lambda: [1, 2])():
    case _ if False: print("never")
    case y if (z := len(y)) == 3: print("never")
    case y: print("guards bind", y, z)
match "subject", "tuple":
    case a, b: print(a, b)
match 1,:
    case (a,): print("one-tuple", a)
match *[1, 2], 3:
    case a, b, c: print(a, b, c)
match RED:
    case "outer red": print("names are loaded in the subject")
match = "still a name"
case = [match]
print(match, case[0])
def f(match, case): return match + case
print(f(match=1, case=2))
_ = "underscore"
__match_result = None
match 1:
    case _: pass
print(_)
