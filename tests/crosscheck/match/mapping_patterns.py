# Mapping patterns: keys, values, rest, missing keys, which types match, __missing__ is not used.
class Keys:
    NAME = "name"


def describe(x):
    match x:
        case {"type": "circle", "r": r}: return f"circle {r}"
        case {"type": "rect", "size": [w, h], **rest}: return f"rect {w}x{h} {rest}"
        case {Keys.NAME: str(n), "tags": [first, *_]}: return f"named {n} {first}"
        case {1: a, 2.5: b, None: c, False: d} if a: return "never"
        case {"nested": {"deep": {"value": v}}}: return f"deep {v}"
        case {-1: neg, b"k": byt}: return f"odd keys {neg} {byt}"
        case {"only": _, **rest} if not rest: return "only"
        case {**everything} if len(everything) > 3: return f"many {sorted(everything)}"
        case {}: return "some mapping"
        case _: return "no mapping"


for value in (
    {"type": "circle", "r": 2, "extra": 0}, {"type": "rect", "size": (3, 4), "fill": "red"},
    {"name": "n", "tags": ["t", "u"]}, {"name": 5, "tags": [1]}, {"nested": {"deep": {"value": 0}}},
    {-1: "minus", b"k": "bytes"}, {"only": 1}, {"only": 1, "b": 2}, dict.fromkeys("wxyz"), {}, [], "text",
    [("type", "circle")],
):
    print(describe(value))


class Default(dict):
    def __missing__(self, key): return "made up"
class Custom:
    def keys(self): return ["a"]
    def __getitem__(self, k): return 1
    def get(self, k, d=None): return 1


match Default():
    case {"a": v}: print("matched", v)
    case {}: print("__missing__ is not used")
print(describe(Custom()))
d = {"a": 1, "b": 2, "c": 3}
match d:
    case {"a": 1, **rest}: rest["new"] = 1; print(rest, d, type(rest).__name__)
match {"k": None}:
    case {"k": None}: print("None value is present")


class Loud(dict):
    def get(self, key, default=None):
        print("get", key, end="; ")
        return super().get(key, default)
    def __contains__(self, key): print("contains"); return True


match Loud(a=1, b=2):
    case {"a": 2, "b": _}: print("no")
    case {"b": 2, "a": x}: print("yes", x)
match {1: "int", "1": "str"}:
    case {1.0: a, "1": b}: print(a, b)
match type("M", (dict,), {})(x=1):
    case {"x": int(y)}: print(y)
