# __annotate__ of functions, classes and modules: formats, setting it, setting and deleting __annotations__.
def f(x: int, y: undefined_name = 1) -> str: pass
def plain(a, b): pass


annotate = f.__annotate__
print(annotate.__name__, annotate.__qualname__, plain.__annotate__, plain.__annotations__)
try:
    annotate(1)
except NameError as error:
    print(error)
for value in (2, 3, 4):
    try:
        annotate(value)
    except (NotImplementedError, NameError) as error:
        print(value, type(error).__name__, error)
undefined_name = "defined now"
print(annotate(1), annotate(1) is annotate(1))
f.__annotations__["z"] = "added"
print(f.__annotations__)
f.__annotations__ = {"replaced": True}
print(f.__annotations__, f.__annotate__)
f.__annotate__ = lambda format: {"format": format}
print(f.__annotations__)
del f.__annotations__
print(f.__annotations__, f.__annotate__)
for action in (
    lambda: setattr(f, "__annotations__", 5), lambda: setattr(f, "__annotate__", 5),
    lambda: delattr(f, "__annotate__"), lambda: setattr(f, "__annotate__", lambda: 1), lambda: f.__annotations__,
    lambda: setattr(f, "__annotate__", lambda format: 5), lambda: f.__annotations__,
):
    try:
        action()
        print("fine")
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


class C:
    a: int
    b: "text"


print(
    C.__annotate__.__qualname__, C.__annotate__(1), "__annotate_func__" in vars(C),
    "__annotations_cache__" in vars(C),
)
print(C.__annotations__, "__annotations_cache__" in vars(C))
C.__annotations__ = {"set": 1}
print(C.__annotations__, C.__annotate__)
class D: pass
print(D.__annotations__, D.__annotate__, (lambda: 0).__annotations__, len.__class__.__name__)
try:
    int.__annotations__
except AttributeError as error:
    print(error)
class E(C): pass
print(E.__annotations__)
