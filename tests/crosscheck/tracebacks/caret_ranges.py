# Which part of the line is underlined, for each kind of operation that fails.
import sys


def show(function):
    try:
        function()
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__.tb_next)


class O: pass


o, d, l, n, s, zero = O(), {}, [1], None, "text", 0
def f(a): return a
show(lambda: 1 + zero / 0 + 2)
show(lambda: (1 + 2) * (zero - "x") * 3)
show(lambda: l[0] + l[5] + l[0])
show(lambda: d["a"]["b"])
show(lambda: o.a.b.c)
show(lambda: f(1) + f(1, 2) + f(3))
show(lambda: f(f(f(n.x))))
show(lambda: s.upper().nothing().lower())
show(lambda: n())
show(lambda: n[0])
show(lambda: -s)
show(lambda: not o.a)
show(lambda: s < 1 < 2)
show(lambda: 1 < 2 < s)
show(lambda: 1 in zero)
show(lambda: [x for x in zero])
show(lambda: [x / 0 for x in l])
show(lambda: {k: v for k, v in l})
show(lambda: undefined_name + 1)
show(lambda: f"{s} {zero:q} {n}")
show(lambda: f"{s!r} {1 / zero}")
show(lambda: l[0:s])
show(lambda: f(*zero))
show(lambda: f(**l))
show(lambda: (lambda: 1 / zero)())
show(lambda: s @ s)
show(lambda: s ** 2)
show(lambda: 1 if o.a else 2)
show(lambda: [1, 2, *n])
show(lambda: {**n})
show(lambda: zero // zero)
show(lambda: zero % 0 if True else 1)
show(lambda: (yield_ := o.a))
show(lambda: print(1, 2, o.x, sep=""))
show(lambda: max(l, key=s))
show(lambda: s.join([1]))
show(lambda: (s
              + 1))
show(lambda: f(a=1, b=2))
show(lambda: l.append(1, 2))
show(lambda: int("x"))
