# What a class namespace holds: order, implicit entries, __dict__ as a read-only live view, __firstlineno__.
class C:
    """Doc."""
    b = 1
    a = 2
    def method(self): self.assigned = 1; self.other.nested = 2
    class Inner: pass


print([k for k in C.__dict__])
print(C.__static_attributes__, C.__firstlineno__, C.__module__)
view = C.__dict__
C.later = 3
print("later" in view, list(view)[-1], type(view).__name__)
try:
    view["x"] = 1
except TypeError as error:
    print(error)
del C.later
print("later" in view, len(view) == len(C.__dict__))
print(C.__name__, C.__qualname__, C.Inner.__qualname__)
C.__name__ = "Renamed"
print(C, C.__name__, C.__qualname__)
C.__qualname__ = "Other.Renamed"
print(C, repr(C))
C.__module__ = "some.where"
print(C)
C.__doc__ = "new doc"
print(C.__doc__)
c = C()
print(vars(c), c.__dict__ is c.__dict__)
c.__dict__["direct"] = 1
print(c.direct, vars(c))
c.__dict__ = {"swapped": 2}
print(c.swapped, hasattr(c, "direct"))
del c.__dict__
print(vars(c))
print([name for name in dir(c) if not name.startswith("__")])
