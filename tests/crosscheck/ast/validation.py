# Trees that no program gives: the errors of compile().
import ast


def check(node, mode="exec"):
    if isinstance(node, ast.stmt):
        node = ast.Module([node])
    elif isinstance(node, ast.expr):
        node = ast.Module([ast.Expr(node)])
    elif isinstance(node, ast.pattern):
        node = ast.Module([ast.Match(name("x"), [ast.match_case(node, None, [ast.Pass()])])])
    try:
        compile(ast.fix_missing_locations(node), "<tree>", mode)
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
    else:
        print("fine")


def name(text, context=ast.Load):
    return ast.Name(text, context())


def missing(text, *path):
    node = ast.parse(text)
    inner = node.body[0]
    for step in path[:-1]:
        inner = getattr(inner, step) if isinstance(step, str) else inner[step]
    delattr(inner, path[-1])
    try:
        compile(node, "<tree>", "exec")
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
    else:
        print("fine")


one = ast.Constant(1)
missing("x", "lineno")
missing("x", "value", "col_offset")
missing("x", "value", "end_lineno")
missing("x", "value", "id")
missing("x", "value")
missing("x = 1", "targets")
missing("def f(a): pass", "args", "args", 0, "arg")
missing("def f(a): pass", "args", "args", 0, "lineno")
missing("def f(): pass", "returns")
missing("match x:\n case 1: pass", "cases", 0, "pattern", "end_lineno")
for node in [ast.Expr(None), ast.Expr(5), ast.Expr(ast.Pass()), ast.Assign([], one), ast.Assign(5, one), ast.Assign([name("x")], one),
             ast.Assign([one], one), ast.Delete([name("x", ast.Store)]), ast.Delete([]), ast.If(one, [], []), ast.While(one, [None], []),
             ast.For(name("x"), one, [ast.Pass()], []), ast.With([], [ast.Pass()]), ast.Try([ast.Pass()], [], [], []),
             ast.Try([ast.Pass()], [], [ast.Pass()], [ast.Pass()]), ast.TryStar([ast.Pass()], [], [], []), ast.Import([]),
             ast.ImportFrom("a", [], 0), ast.ImportFrom("a", [ast.alias("b")], -1), ast.Global([]), ast.Nonlocal([]),
             ast.Raise(None, one), ast.FunctionDef("f", ast.arguments(), []), ast.FunctionDef(None, ast.arguments(), [ast.Pass()]),
             ast.FunctionDef(5, ast.arguments(), [ast.Pass()]), ast.FunctionDef("f", ast.arguments(defaults=[one]), [ast.Pass()]),
             ast.FunctionDef("f", ast.arguments(kwonlyargs=[ast.arg("a")]), [ast.Pass()]), ast.ClassDef("C", [one, None], [], [ast.Pass()]),
             ast.AnnAssign(ast.Tuple([], ast.Store()), one, None, 1), ast.TypeAlias(one, [], one), ast.Match(one, []), ast.ClassDef("C", [], [], []),
             ast.FunctionDef("f", ast.arguments(), [ast.Pass()], type_params=[ast.TypeVar("None")])]:
    check(node)
print("-- expressions")
for node in [ast.BinOp(one, None, one), ast.BinOp(one, ast.And(), one), ast.BoolOp(ast.And(), [one]), ast.Compare(one, [], []),
             ast.Compare(one, [ast.Lt()], []), ast.Compare(one, [5], [one]), ast.Dict([one], []), ast.Dict([None], [name("x")]), ast.ListComp(one, []),
             ast.Name("True"), ast.Name(5), ast.Name(b"x"), ast.Constant([1]), ast.Constant((1, [2])), ast.Constant(1, kind=5), ast.NamedExpr(one, one),
             ast.Attribute(one, None), ast.Tuple([None]), ast.Tuple([name("x", ast.Store)]), ast.Starred(one, ast.Load()), ast.Call(name("f"), [None], []),
             ast.Lambda(None, one), ast.Name("x", 5), ast.FormattedValue(one, 5), ast.Slice(one, one, one), ast.Set([]), ast.IfExp(one, one, None),
             ast.Call(name("f"), [], [ast.keyword("a", None)]), ast.UnaryOp(ast.Not, one)]:
    check(node)
print("-- patterns")
for node in [ast.MatchValue(name("x")), ast.MatchValue(ast.Constant(None)), ast.MatchValue(ast.Constant((1,))), ast.MatchSingleton(1), ast.MatchSingleton("x"),
             ast.MatchStar("x"), ast.MatchSequence([ast.MatchStar("_")]), ast.MatchAs(None, "_"), ast.MatchAs(ast.MatchAs(), None), ast.MatchOr([]),
             ast.MatchOr([ast.MatchValue(one)]), ast.MatchMapping([one], []), ast.MatchMapping([name("x")], [ast.MatchAs()]), ast.MatchClass(one, [], [], []),
             ast.MatchClass(name("C"), [], ["a"], []), ast.MatchClass(name("C"), [], ["True"], [ast.MatchAs()]), ast.MatchValue(ast.UnaryOp(ast.USub(), one)),
             ast.MatchValue(ast.BinOp(one, ast.Add(), ast.Constant(2j))), ast.MatchValue(ast.BinOp(one, ast.Mult(), ast.Constant(2j))), ast.MatchSequence([None])][:-1]:
    check(node)
print("-- positions")
for place in [(1, 5, 1, 2), (3, 0, 2, 0), (-1, 0, 1, 0), (1, -1, 1, 3), (1, -1, 1, -1), (5, 0, None, None), ("a", 0, 1, 0), (2**40, 0, 2**40, 0)]:
    node = ast.parse("x")
    inner = node.body[0].value
    inner.lineno, inner.col_offset, inner.end_lineno, inner.end_col_offset = place
    check(node)
print("-- roots")
check(ast.Module(5))
check(ast.Module([one]))
check(ast.Interactive([ast.Pass()]), "single")
check(ast.Interactive([]), "single")
check(ast.Expression(None), "eval")
shrinking = ast.Module([])


class Shrinks(ast.Pass):
    @property
    def lineno(self):
        shrinking.body.clear()
        return 1


shrinking.body = [Shrinks(col_offset=0, end_lineno=1, end_col_offset=0), ast.Pass()]
try:
    compile(shrinking, "", "exec")
except RuntimeError as error:
    print(error)
loop = ast.UnaryOp(ast.Not(), one, lineno=1, col_offset=0)
loop.operand = loop
try:
    compile(ast.Expression(loop), "", "eval")
except RecursionError:
    print("too deep")
