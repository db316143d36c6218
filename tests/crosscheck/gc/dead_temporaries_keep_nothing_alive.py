# An object goes when its last variable does, whatever calls and expressions had to do with it before.
# watches collection
import gc
from _weakref import ref


class C:
    def __init__(self, *items): self.items = items
    def method(self, *rest): return self


def made_and_deleted():
    c = C()
    weak = ref(c)
    del c
    gc.collect()
    return weak() is None


def method_was_called():
    c = C()
    c.method(c, [c]).method((c, c))
    weak = ref(c)
    c = None
    gc.collect()
    return weak() is None


def was_argument():
    c = C()
    str(len([c, c])); print("argument", repr(c)[:0], end="")
    weak = ref(c)
    del c
    gc.collect()
    return weak() is None


def in_loop():
    weak = []
    for c in [C(), C(), C()]:
        weak.append(ref(c))
    del c
    gc.collect()
    return [w() is None for w in weak]


def in_comprehension():
    weak = [ref(c) for c in (C(), C())]
    gc.collect()
    return [w() is None for w in weak]


def was_caught():
    try:
        raise ValueError(C())
    except ValueError as error:
        weak = ref(error.args[0])
    gc.collect()
    return weak() is None


for test in (made_and_deleted, method_was_called, was_argument, in_loop, in_comprehension, was_caught):
    print(test.__name__, test())
c = C()
weak = ref(c)
c.method(c)
del c
gc.collect()
print("module", weak() is None)
