# A class that gets a __del__ when it has instances already.
import gc


class Base:
    pass


class Derived(Base):
    __slots__ = ("name",)

    def __init__(self, name):
        self.name = name


class Other:
    def __init__(self, name):
        self.name = name


things = [Derived("a"), Derived("b"), Other("c")]
Base.__del__ = lambda self: print("del", self.name)
things.append(Derived("d"))
while things:
    things.pop()
    gc.collect()
things = [Other("e")]


class Finalized:
    def __del__(self):
        print("Finalized", self.name)


class Plain:
    def __init__(self, name):
        self.name = name


class Late(Plain):
    pass


late = [Late("f")]
Late.__bases__ = (type("Both", (Plain, Finalized), {}),)
late.clear()
gc.collect()
del Base.__del__
d = Derived("g")
d = None
gc.collect()
print("end")
