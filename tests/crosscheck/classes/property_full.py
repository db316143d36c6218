# property: getter, setter, deleter, doc, its methods, its errors.
class Temperature:
    def __init__(self, celsius):
        self.celsius = celsius

    @property
    def celsius(self):
        """Degrees Celsius."""
        return self._c

    @celsius.setter
    def celsius(self, value):
        if value < -273.15:
            raise ValueError("too cold")
        self._c = value

    @celsius.deleter
    def celsius(self):
        print("deleting")
        del self._c

    fahrenheit = property(lambda self: self._c * 9 / 5 + 32, doc="Degrees Fahrenheit.")
    write_only = property(None, lambda self, v: print("wrote", v))
    empty = property()


t = Temperature(20)
print(t.celsius, t.fahrenheit)
t.celsius = 100
print(t.fahrenheit)
t.write_only = 5
print(Temperature.celsius.__doc__, Temperature.fahrenheit.__doc__, Temperature.celsius.__name__)
for action in ("t.celsius = -300", "t.fahrenheit = 1", "del t.fahrenheit", "t.write_only", "t.empty", "t.empty = 1",
               "del t.celsius", "t.celsius", "Temperature.celsius.fget = 1", "property(1)().x", "del t.empty"):
    try:
        exec(action)
    except (AttributeError, ValueError, TypeError) as error:
        print(action, "->", type(error).__name__, error)
p = Temperature.celsius
print(type(p).__name__, p.fget.__name__, p.fset.__name__, p.fdel.__name__, p.getter(len).fget is len)
print(
    Temperature.__dict__["celsius"] is p, p.__get__(t, None) if hasattr(t, "_c") else "no value",
    p.__get__(None, Temperature) is p,
)


class Sub(Temperature):
    @Temperature.celsius.getter
    def celsius(self):
        return "overridden getter"


s = Sub(3)
print(s.celsius, s._c)
copied = property(fget=len, fset=None, fdel=None, doc=None)
print(copied.__doc__ is not None, copied.fset, copied.__isabstractmethod__)
