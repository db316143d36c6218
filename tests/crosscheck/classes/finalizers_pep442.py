# __del__ runs once, resurrection works, and a cycle's finalizers all run before anything is torn down.
# watches collection
import gc

log = []


class Node:
    def __init__(self, name):
        self.name = name
        self.other = None

    def __del__(self):
        log.append((self.name, self.other.name if self.other else None))


def cycle():
    a, b = Node("a"), Node("b")
    a.other, b.other = b, a


cycle()
gc.collect()
print(sorted(log))
log.clear()
saved = []


class Phoenix:
    def __init__(self): self.me = self
    def __del__(self):
        log.append("del")
        saved.append(self)


Phoenix()
gc.collect()
print(log, len(saved), saved[0].me is saved[0])
saved.clear()
gc.collect()
print(log, len(saved))
log.clear()


class Base:
    def __del__(self): log.append("Base")


class Derived(Base):
    def __del__(self):
        log.append("Derived")
        super().__del__()


d = Derived()
d = None
gc.collect()
print(log)
x = Base()
x.__del__ = lambda: log.append("instance attribute is not used")
x = None
gc.collect()
print(log)
explicit = Node("explicit")
explicit.__del__()
print(log[-1])
del Node.__del__
