# PEP 646: stars in subscripts and in the annotation of *args.
class Key:
    def __class_getitem__(cls, item): return item
    def __getitem__(self, item): return item
    def __setitem__(self, item, value): print("set", item, value)
    def __delitem__(self, item): print("del", item)


k, items = Key(), (1, 2)
print(k[*items], k[0, *items], k[*items, 3], k[*(), ], k[*items, *items], Key[*items], k[*"ab", 1:2])
k[*items] = "v"
k[*items, 0], x = 1, 2
del k[*items, ...]
k[*[]] += (9,)
def f(*args: *tuple[int, ...]): return f.__annotations__["args"]
print(f(), type(f()).__name__)
def g(*args: *items): return args
try:
    g.__annotations__
except ValueError as error:
    print(error)
print(tuple[*tuple[int, str]], tuple[int, *tuple[str, ...]].__args__[1].__unpacked__, list[int].__unpacked__)
print([x for x in tuple[int, str]][0].__unpacked__, next(iter(tuple[int])) == tuple[int])
for source in (
    "k[*items:1]", "def f(**kw: *items): pass", "def f(a: *items): pass", "x: *items", "lambda *a: *b",
    "def f() -> *items: pass",
):
    try:
        compile(source, "<s>", "exec")
        print(source, "compiles")
    except SyntaxError as error:
        print(source, "->", error.msg)
