# C3 method resolution order, and the error when there is none.
class O: pass
class A(O): pass
class B(O): pass
class C(O): pass
class D(O): pass
class E(O): pass
class K1(A, B, C): pass
class K2(D, B, E): pass
class K3(D, A): pass
class Z(K1, K2, K3): pass


print([k.__name__ for k in Z.__mro__])
print([k.__name__ for k in Z.mro()], Z.__base__.__name__, [k.__name__ for k in Z.__bases__])


class Left(A, B): pass
class Right(B, A): pass


def attempt(name, *bases):
    try:
        print([k.__name__ for k in type(name, bases, {}).__mro__])
    except TypeError as error:
        print(error)


attempt("Bad", Left, Right)
attempt("Bad2", O, A)
attempt("Bad3", A, A)
attempt("Bad4", object, A)
attempt("Good", A, object)
attempt("NotType", 5)
attempt("BoolSub", bool)
attempt("FunctionSub", type(attempt))
attempt("Layout", int, str)
attempt("Layout2", list, dict)
attempt("Compatible", O, int)
attempt("NoneSub", type(None))
attempt("Slice", slice)
attempt("RangeSub", range)
attempt("Generator", type(x for x in ()))
attempt("Views", type({}.keys()))
attempt("Super", super)
attempt("Prop", property)
