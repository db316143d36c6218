# repr of nodes: three levels, long lists by their ends; a node inside itself.
import ast

print(ast.parse("a = [1, 2, 3, 4]\nb = (f(x) + 1) * 2"))
print(ast.parse("f(1)").body)
print(ast.parse("x", mode="eval"))
print(ast.Load(), ast.Pass(), ast.AST(), ast.Constant("text"), ast.Constant(None, kind=None))
print(ast.Tuple([ast.Constant(1)]), ast.Tuple([ast.Constant(1), ast.Constant(2)]), ast.Tuple([ast.Constant(i) for i in range(5)]))
print(ast.Tuple((1, 2, 3)), ast.Tuple(()), ast.Tuple([[1, [2]], 3]))
loop = ast.Expr(None)
loop.value = loop
print(loop)
many = ast.List([])
many.elts = [many, many, many]
print(many)


class Own(ast.AST):
    _fields = ("first",)


print(Own(first=1), Own(first=ast.Load()))
own = Own(first=1)
del own.first
try:
    print(repr(own))
except AttributeError as error:
    print(error)
