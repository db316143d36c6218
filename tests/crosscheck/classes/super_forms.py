# super(): without arguments, with two, unbound; attributes it exposes; errors.
class A:
    x = "A.x"
    def f(self): return "A.f"
    @classmethod
    def c(cls): return "A.c " + cls.__name__
    @staticmethod
    def s(): return "A.s"
    @property
    def p(self): return "A.p"
    def __getitem__(self, k): return ("A", k)


class B(A):
    x = "B.x"
    def f(self): return "B.f " + super().f()
    @classmethod
    def c(cls): return "B.c " + super().c()
    @staticmethod
    def s(): return "B.s " + super(B, B).s()
    @property
    def p(self): return "B.p " + super().p
    def get(self): return super().x, super(B, self).x, super().__getitem__(3)
    def nested(self):
        return (lambda: super(B, self).f())(), [super(B, self).f() for _ in "a"]
    def implicit_nested(self):
        def inner(self): return super().f()
        return inner(self)
    def class_cell(self): return __class__.__name__


class C(B): pass


c = C()
print(c.f(), c.c(), c.s(), c.p, c.get(), c.nested(), c.implicit_nested(), c.class_cell())
s = super(B, c)
print(s.__thisclass__.__name__, s.__self__ is c, s.__self_class__.__name__, repr(s).split(" object")[0] + ">")
unbound = super(B)
print(repr(unbound), unbound.__get__(c).f())


def no_class(self): return super().f()
def no_args(): return super()


class Deleted(A):
    def f(self):
        del self
        super()
    def rebound(self):
        self = 5
        return super()


for action in (
    lambda: no_class(c), no_args, lambda: super(B, 5), lambda: super(5, c), lambda: super(B, A()), lambda: s[0],
    lambda: Deleted().f(), lambda: Deleted().rebound(), lambda: s.missing, lambda: setattr(
    s, "x", 1,
    ), lambda: B.p.fget(1),
    lambda: B.s(1), lambda: super(B, c, 1),
):
    try:
        print(action())
    except (RuntimeError, TypeError, AttributeError) as error:
        print(type(error).__name__, error)
