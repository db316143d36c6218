# A method of a built-in type in a class that does not derive from it: the receiver is checked.
class A:
    m = list.append
    p = dict.get
    q = str.upper
    n = dict.fromkeys
    s = int.__new__
a = A()
for f in (lambda: a.m(1), lambda: a.p(1), lambda: a.q(), lambda: A.m(3,4), lambda: a.n([1]), lambda: a.s(), lambda: a.s(int)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
