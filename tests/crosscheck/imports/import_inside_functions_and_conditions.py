# Imports in functions, loops, try blocks and with global: they are assignments.
import sys; sys.path.append(sys.path[0] + "/_modules")  # where the helper modules are
def local():
    import math as m
    from itertools import count as c, islice
    return m.floor(2.7), list(islice(c(3), 2)), sorted(locals())


print(local(), "m" in globals())


def makes_global():
    global math
    import math


makes_global()
print(math.ceil(1.2))
try:
    import no_such_accelerator as fast
except ImportError:
    fast = None
print(fast)
for name in ("math", "nope_module"):
    try:
        module = __import__(name)
        print(name, "found")
    except ImportError as error:
        print(error)
def shadowed():
    try:
        print(math.pi)
    except UnboundLocalError as error:
        print(error)
    import math
shadowed()
def closure():
    import operator_like as op
    def inner(): return op.add(1, 2)
    return inner
print(closure()())
class Namespace:
    import sys as system
    from math import floor, ceil as up
    def f(self): return self.system.__name__, self.floor(1.5), self.up(1.5)
print(Namespace().f())
while True:
    from itertools import (
        chain,
        repeat as again,
    )
    break
print(list(chain(again("x", 2), "y")))
if False:
    import never_found
with memoryview(b"") as import_target:
    import sys as import_target
print(import_target.__name__)
