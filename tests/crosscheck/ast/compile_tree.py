# compile() of trees: modes, positions of errors, constants that no literal gives, nodes of derived classes.
import ast


def run(tree, mode="exec"):
    code = compile(ast.fix_missing_locations(tree), "<tree>", mode)
    names = {}
    result = eval(code, names)
    names.pop("__builtins__")
    print({name: value for name, value in names.items() if not callable(value)} if mode == "exec" else result)


run(ast.parse("x = [i * 2 for i in range(4)]; y, *z = x\nclass A: b = 1\ndef f(n): return n and f(n - 1)\nw = f(3)"))
run(ast.parse("1 + 2 * 3", mode="eval"), "eval")
for value in (1, -5, -(10**30), 2**64, 1.5, -0.0, float("inf"), 2j, 3 - 4j, complex(-0.0, 1), "text", "\ud800", b"bytes", None, True,
              ..., (), (1, ("a", None)), frozenset({3}), frozenset(), (frozenset({1}), -1)):
    result = eval(compile(ast.fix_missing_locations(ast.Expression(ast.Constant(value))), "<tree>", "eval"))
    print(repr(result), type(result) is type(value))


class Doubler(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.BinOp(node, ast.Mult(), ast.Constant(2)), node)


class Sum(ast.BinOp):
    pass


run(Doubler().visit(ast.parse("x = (1, 2.5, 'a')")))
run(ast.Expression(Sum(ast.Constant(20), ast.Add(), ast.Constant(22))), "eval")
tree = ast.parse("\n\nx = 1 / zero")
ast.increment_lineno(tree, 10)
try:
    exec(compile(tree, "<tree>", "exec"), {"zero": 0})
except ZeroDivisionError as error:
    place = error.__traceback__.tb_next
    print(place.tb_lineno)
exec(compile(ast.parse("f'{1}'; 5; x = 6", mode="exec"), "<tree>", "exec"))
eval(compile(ast.parse("5; 'a'; None", mode="single"), "<tree>", "single"))
for tree, mode in [(ast.parse("x"), "eval"), (ast.parse("x", mode="eval"), "exec"), (ast.parse("x"), "single"), (ast.Pass(), "exec"),
                   (ast.Module([ast.Return()]), "exec"), (ast.parse("yield 1"), "exec"), (ast.parse("x = 1; nonlocal x"), "exec")]:
    try:
        compile(ast.fix_missing_locations(tree), "<tree>", mode)
    except (TypeError, SyntaxError) as error:
        print(type(error).__name__, error)
print(compile(tree := ast.parse("x"), "", "exec", ast.PyCF_ONLY_AST) is tree)
print(ast.dump(compile(b"# coding: latin-1\nx = '\xe9'", "", "exec", ast.PyCF_ONLY_AST)))
print(ast.dump(compile("await x", "", "eval", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)))
for bad in (5, None, [ast.Pass()]):
    try:
        compile(bad, "", "exec")
    except TypeError as error:
        print(error)
