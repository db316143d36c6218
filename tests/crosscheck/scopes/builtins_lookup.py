# Global names fall back to builtins, can be shadowed and restored; builtins is a module.
import builtins

print(len is builtins.len, __builtins__ is builtins)
len = lambda x: "shadowed"
print(len([]), builtins.len([]))
del len
print(len([1]))
builtins.everywhere = "added to builtins"
print(everywhere)


def f():
    return everywhere


print(f())
everywhere = "global wins"
print(f())
del everywhere
del builtins.everywhere
try:
    f()
except NameError as error:
    print(error)
try:
    del everywhere
except NameError as error:
    print(error)


def local_shadow():
    print = lambda *a: "captured"
    return print("x")


print(local_shadow())
try:
    True_ = eval("True = 1")
except SyntaxError as error:
    print(error.msg)
print(sorted(n for n in dir(builtins) if n.startswith("b")))
