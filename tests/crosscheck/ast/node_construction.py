# Making nodes: positional and keyword fields, defaults, warnings about what is missing or unknown, errors.
import ast
import copy
import warnings


def show(what, *arguments, **keywords):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            node = what(*arguments, **keywords)
        except Exception as error:
            print(f"{type(error).__name__}: {error}")
        else:
            print(type(node).__name__, sorted(vars(node).items(), key=str))
    for message in sorted(f"  {each.category.__name__}: {each.message}" for each in caught):
        print(message)


show(ast.Name, "x")
show(ast.Name, "x", ast.Store())
show(ast.Name, id="x", lineno=3)
show(ast.Name)
show(ast.BinOp)
show(ast.Name, "x", ast.Load(), 5)
show(ast.Pass, 1)
show(ast.Name, "x", id="y")
show(ast.Name, "x", colour="red")
show(ast.FunctionDef, "f")
show(ast.Constant, 1)
show(ast.Module)
show(ast.arguments)
show(ast.Load, 1)
show(ast.AST)
show(ast.AST, 1)
show(ast.AST, colour=1)
print(ast.Name("x").ctx is ast.Name("y").ctx, ast.Load() is ast.Load())


class Own(ast.AST):
    _fields = ("first", "second")


class Typed(ast.AST):
    _fields = ("a", "b", "c")
    _field_types = {"a": int, "b": list[int], "c": int | None}
    c = None


class WrongFields(ast.AST):
    _fields = 5


show(Own)
show(Own, 1, 2)
show(Own, 1, second=2, third=3)
show(Typed)
show(Typed, 1)
show(WrongFields)

node = ast.Name("x", ast.Load(), lineno=1, col_offset=2)
print(node.__reduce__()[1:], ast.Pass().__reduce__()[1:])
for other in (copy.copy(node), copy.deepcopy(node)):
    print(type(other).__name__, other is node, sorted(vars(other)), other.id, type(other.ctx).__name__)

new = copy.replace(node, id="y")
print(new.id, new.lineno, node.id)
show(lambda: copy.replace(node, colour=1))
show(lambda: node.__replace__(1))
del node.id
show(lambda: copy.replace(node, lineno=5))
show(lambda: copy.replace(node, id="z"))
two = ast.BinOp(ast.Name("a"), ast.Add(), ast.Name("b"))
del two.left, two.op
show(lambda: copy.replace(two))
