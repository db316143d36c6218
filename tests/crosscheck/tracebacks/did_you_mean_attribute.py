# AttributeError suggestions: methods, instance attributes, nested attributes, modules; when there are none.
import sys


def show(function):
    try:
        function()
    except AttributeError as error:
        sys.excepthook(type(error), error, error.__traceback__.tb_next)


class Point:
    def __init__(self): self.horizontal, self.vertical, self._private = 1, 2, 3
    def distance(self): pass
class Slots: __slots__ = ("first", "second")
class Custom:
    def __getattr__(self, name): raise AttributeError(f"custom {name}")
class Manual:
    def __getattr__(self, name): raise AttributeError("manual", name=name, obj=self)
    value = 1
class Dirless:
    def __dir__(self): return ["special_name"]
class Outer:
    def __init__(self): self.inner = Point()
class BadDir:
    def __dir__(self): raise KeyError
p = Point()
show(lambda: p.horizntal)
show(lambda: p.distnce())
show(lambda: p.private)
show(lambda: p._horizontal)
show(lambda: p.completely_other)
show(lambda: Point.distnace)
show(lambda: Slots().first)
show(lambda: Slots().frist)
show(lambda: [].apend(1))
show(lambda: "".uper())
show(lambda: {}.itmes())
show(lambda: (1).rel)
show(lambda: None.x)
show(lambda: sys.exut)
show(lambda: sys.versoin_info)
show(lambda: Custom().value)
show(lambda: Manual().valu)
show(lambda: Dirless().special_nam)
show(lambda: Outer().horizontal)
show(lambda: Outer().distance())
show(lambda: BadDir().x)
show(lambda: [].add(1))
show(lambda: [].push(1))
show(lambda: {}.add)
show(lambda: ().append)
show(lambda: setattr(Slots(), "thrid", 1))
show(lambda: delattr(p, "horizonal"))
show(lambda: object().__clas__)
show(lambda: super(Point, p).distance)
show(lambda: p.__init)
show(lambda: getattr(p, "verticl"))
show(lambda: (lambda: 0).__nam__)
