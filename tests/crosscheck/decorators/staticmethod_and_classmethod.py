# staticmethod and classmethod objects: binding, attributes they copy, wrapping, calls.
class C:
    @staticmethod
    def s(x):
        """static doc"""
        return ("s", x)

    @classmethod
    def c(cls, x):
        """class doc"""
        return (cls.__name__, x)

    both = classmethod(lambda cls: cls.__name__)


class D(C):
    pass


print(C.s(1), C().s(2), C.c(3), D.c(4), D().c(5), D.both())
s, c = vars(C)["s"], vars(C)["c"]
print(type(s).__name__, type(c).__name__, s.__func__ is C.s, s.__wrapped__(9))
print(s.__name__, s.__doc__, s.__qualname__, c.__name__, c.__doc__)
print(s(10), callable(s), callable(c))
print(C.c.__self__ is C, D.c.__self__ is D, C.c == C.c, C.c == D.c)
print(repr(s).split(" at ")[0], repr(c).split(" at ")[0])
try:
    c(1)
except TypeError as error:
    print(error)
print(s.__get__(None, C)(1), c.__get__(None, D)(2), c.__get__(C())(3))
s.extra = 1
print(s.extra, vars(s)["extra"], s.__isabstractmethod__)
for bad in (lambda: staticmethod(), lambda: classmethod(1, 2), lambda: classmethod(f=1)):
    try:
        bad()
    except TypeError as error:
        print(error)
print(staticmethod(5).__func__, classmethod(5).__get__(None, int).__class__.__name__)
