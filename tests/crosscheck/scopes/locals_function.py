# locals(): a fresh snapshot in functions (PEP 667), the namespace itself in modules and classes.
def f(a, b=2, *args, **kw):
    before = locals()
    c = 3
    after = locals()
    before["c"] = "changed"
    before["new"] = 1
    return before, sorted(after), c, before is after


before, after, c, same = f(1)
print(before, after, c, same)


def with_cells():
    x = 1
    def inner():
        y = x
        return sorted(locals().items())
    return inner(), sorted(k for k in locals() if k != "inner")


print(with_cells())


def comprehension():
    outer = 1
    return [sorted(locals()) for inner in (2,)], {k for k in locals()}


print(comprehension()[0], sorted(comprehension()[1]))


def deleted():
    x = 1
    y = 2
    del x
    return locals()


print(deleted())
print(locals() is globals())
locals()["made"] = "through locals"
print(made)


class C:
    locals()["attribute"] = 5
    names = sorted(n for n in locals() if not n.startswith("__"))


print(C.attribute, C.names)
print((lambda p: locals())(9), (lambda: vars())())
print(list(sorted(locals()) for q in (1,)))
