# Decorator expressions are evaluated top down before defaults, and applied bottom up after the function is made.
def tag(name):
    print("evaluate", name)
    def decorate(target):
        print("apply", name, "to", getattr(target, "__name__", target))
        return target
    return decorate


def default(v):
    print("default", v)
    return v


@tag("first")
@tag("second")
@tag("third")
def f(a=default(1), *, k=default(2)):
    pass


@tag("class first")
@tag("class second")
class C(*[print("bases"), object][1:]):
    print("body")

    @tag("method")
    def m(self): pass

    @staticmethod
    @tag("static")
    def s(): return "s"

    @classmethod
    @tag("class method")
    def c(cls): return cls.__name__


print(C.s(), C.c(), C().s(), C().c())
