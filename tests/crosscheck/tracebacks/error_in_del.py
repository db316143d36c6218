# An exception in __del__ is reported and ignored; the program goes on.
import gc


class Finalizer:
    # the report shows the repr of __del__, which would hold an address if it were a function
    def __init__(self, action): self.action = action
    def __repr__(self): return f"<finalizer {self.action.__name__}>"
    def __call__(self): self.action()


def raises(): raise ValueError("in __del__")


def helper(): return {}["missing"]
def calls_helper(): return helper()


def exits(): raise SystemExit(3)


class First: __del__ = Finalizer(raises)
class Second: __del__ = Finalizer(calls_helper)
class Third: __del__ = Finalizer(exits)


print("start")
for cls in (First, Second, Third):
    (lambda: cls())(); gc.collect()
    print("after", cls.__name__)
print("end")
