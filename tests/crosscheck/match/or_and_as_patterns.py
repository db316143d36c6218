# Alternatives bind the same names; as-patterns at each level; order of tries; bindings left behind by failed cases.
def f(x):
    match x:
        case (1, y) | [y, 1] | {"y": y}: return f"y={y}"
        case [(1 | 2) as first, (3 | 4 as second), *_] as whole: return f"{first} {second} {whole}"
        case {
            "op": ("add" | "sub") as op, "args": [int() | float() as a, int() | float() as b],
        }: return f"{a} {op} {b}"
        case (str() | bytes()) as text if text: return f"text {text!r}"
        case None | True if x is True: return "never"
        case ("a" | "b") | ("c" | ("d")): return "letter"
        case [] | () | {}: return "empty"
        case (x): return f"rest {x!r}"


for value in (
    (1, 2), (2, 1), {"y": 5}, [1, 3, 9], [2, 4], {"op": "sub", "args": [5, 2.5]}, {"op": "mul", "args": [1, 2]},
    "text", b"", "", [], None, 3.5,
):
    print(f(value))
match [1, 2, 3]:
    case [a, b, 9]: pass
    case [a, 2, c] if a > 5: pass
    case [q, _, _]: pass
print(a, c, q, "b" in globals())


class Tracking:
    def __init__(self, v): self.v = v
    def __eq__(self, other):
        print(f"compare {other!r}", end="; ")
        return self.v == other


match Tracking(3):
    case 1 | 2 | 3 | 4: print("stopped at 3")
match Tracking("z"):
    case "x" | "y": print("no")
    case "z" if print("guard", end="; "): print("no")
    case "z": print("yes")
match ("go", "north", ["lamp", "key"]):
    case ("go" | "walk", ("north" | "south" | "east" | "west") as direction, [*items]): print(direction, items)
match {"a": [1, {"b": (2, 3)}]}:
    case {"a": [x, {"b": (y, z) as pair}] as outer} as all_: print(x, y, z, pair, outer, all_)
