# A small expression evaluator written with match, using every pattern kind together.
class Num:
    __match_args__ = ("value",)
    def __init__(self, value): self.value = value


class Bin:
    __match_args__ = ("op", "left", "right")
    def __init__(self, op, left, right): self.op, self.left, self.right = op, left, right


class Let:
    __match_args__ = ("name", "bound", "body")
    def __init__(self, name, bound, body): self.name, self.bound, self.body = name, bound, body


def parse(tree):
    match tree:
        case int(n) | float(n): return Num(n)
        case str(name): return name
        case ["let", [str(name), bound], body]: return Let(name, parse(bound), parse(body))
        case [("+" | "-" | "*" | "/" | "**") as op, left, right]: return Bin(op, parse(left), parse(right))
        case ["+", first, second, *rest]: return parse(["+", ["+", first, second], *rest])
        case []: raise SyntaxError("empty")
        case [head, *_]: raise SyntaxError(f"unknown head {head!r}")
        case other: raise SyntaxError(f"cannot parse {other!r}")


def simplify(node):
    match node:
        case Bin("+", Num(0), x) | Bin("+", x, Num(0)) | Bin("*", Num(1), x) | Bin("*", x, Num(1)): return simplify(x)
        case Bin("*", Num(0), _) | Bin("*", _, Num(0)): return Num(0)
        case Bin(op, left, right): return Bin(op, simplify(left), simplify(right))
        case Let(name, bound, body): return Let(name, simplify(bound), simplify(body))
        case _: return node


def evaluate(node, env):
    match node:
        case Num(value): return value
        case str(name) if name in env: return env[name]
        case str(name): raise NameError(name)
        case Let(name, bound, body): return evaluate(body, env | {name: evaluate(bound, env)})
        case Bin("/", _, right) if evaluate(right, env) == 0: return float("inf")
        case Bin(op, left, right):
            a, b = evaluate(left, env), evaluate(right, env)
            match op:
                case "+": return a + b
                case "-": return a - b
                case "*": return a * b
                case "/": return a / b
                case "**": return a ** b


for tree in (
    5, ["+", 1, 2], ["+", 1, 2, 3, 4], ["let", ["x", ["*", 2, 3]], ["-", "x", 0.5]], ["/", 1, 0],
    ["*", ["+", 0, "y"], 1], ["**", 2, 10], "z", [], ["?", 1], {},
):
    try:
        node = simplify(parse(tree))
        print(tree, "=", evaluate(node, {"y": 7}), type(node).__name__)
    except (SyntaxError, NameError) as error:
        print(tree, "->", type(error).__name__, error)
