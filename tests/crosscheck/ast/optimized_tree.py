# PyCF_OPTIMIZED_AST: __debug__, docstrings, literals in patterns, % with a tuple; nothing else is folded.
import ast

SOURCE = '''
"""Module."""
def f():
    "doc"
async def g():
    "doc"
    return __debug__
class C:
    "doc"
    x = __debug__
match a:
    case -1 | 2.5 | -3j | 1+2j | -4-5j: pass
    case {-1: x, 'k': y, 1+1j: z}: pass
    case C(x=-0): pass
"%s %r" % (a, b); "%5s|%-5.3a|%%" % (a, b); "100%" % (); "%d" % (a,); "%s" % a; "%s" % (*a,); "%s %s" % (a,); "%1000s" % (a,); "x" % (); "%.r" % (a,)
1 + 2; -1; (1, 2)[0]; not True; [1, 2]; x in [1, 2]
'''
for level in (-1, 0, 1, 2):
    tree = compile(SOURCE, "<s>", "exec", ast.PyCF_OPTIMIZED_AST, optimize=level)
    print(level, ast.dump(tree, indent=1, include_attributes=level == 2))
tree = ast.parse(SOURCE)
print(ast.compare(compile(tree, "", "exec", ast.PyCF_OPTIMIZED_AST, optimize=2), compile(SOURCE, "", "exec", ast.PyCF_OPTIMIZED_AST, optimize=2)))
print(ast.compare(compile(tree, "", "exec", ast.PyCF_ONLY_AST, optimize=2), tree))
