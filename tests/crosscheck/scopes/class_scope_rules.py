# Class bodies see globals and enclosing functions, but methods and comprehensions do not see class names.
x = "global"


class A:
    x = "class"
    y = x
    def method(self): return x
    first = [x for _ in range(1)]
    iterable_is_evaluated_here = [c for c in x]
    lam = staticmethod(lambda: x)
    default = (lambda v=x: v)()


print(A.y, A().method(), A.first, A.iterable_is_evaluated_here, A.lam(), A.default)


def function():
    x = "function"
    class B:
        before = x
        x = "class"
        after = x
        def method(self): return x
        def get(self): return __class__.__name__
    class C:
        before = x
        def method(self): return x
    return B, C


B, C = function()
print(B.before, B.after, B().method(), B().get(), C.before, C().method())


def conditional(flag):
    x = "function"
    class D:
        if flag:
            x = "class"
        seen = x
    return D.seen


print(conditional(True), conditional(False))


class E:
    x = 1
    x += 1
    del x
    y = x
    for i in range(3):
        squares = [j * j for j in range(i)]
    exec("made_by_exec = i")


print(E.y, E.i, E.squares, E.made_by_exec)
try:
    class F:
        z = undefined_in_class
except NameError as error:
    print(error)
