# __del__ and weak references together: order, resurrection, second death, finalizers that make garbage.
# watches collection
import gc
from _weakref import ref

log, saved = [], []


class Finalized:
    def __init__(self, name): self.name, self.other = name, None
    def __del__(self): log.append(f"del {self.name}")


class Lazarus(Finalized):
    def __del__(self):
        super().__del__()
        saved.append(self)


class Maker(Finalized):
    def __del__(self):
        super().__del__()
        Finalized(f"made by {self.name}")


def run(function):
    log.clear()
    result = function()
    gc.collect()
    gc.collect()
    return result


def simple(): Finalized("simple")


def cycle_of_three():
    a, b, c = Finalized("a"), Finalized("b"), Finalized("c")
    a.other, b.other, c.other = b, c, a


def resurrected():
    l = Lazarus("l")
    l.other = Finalized("kept alive by l")
    return ref(l)


def chain():
    first = Finalized("first")
    first.other = Finalized("second")
    first.other.other = Finalized("third")


def maker(): Maker("m")


run(simple); print(log)
run(cycle_of_three); print(sorted(log))
weak = run(resurrected); print(sorted(log), len(saved), saved[0].other.name, weak() is None or weak() is saved[0])
def release(): saved.clear()
run(release); print(sorted(log))
run(chain); print(sorted(log))
run(maker); print(sorted(log))


class Raises:
    def __del__(self): log.append("raised"); saved.append(1 / 1)


def many():
    for i in range(100):
        f = Finalized(i)
        f.other = f


run(many); print(len(log), len(set(log)))
def generator():
    f = Finalized("held by a generator")
    try:
        yield f
    finally:
        log.append("generator closed")
def suspended(): next(generator())
run(suspended); print(sorted(log))
