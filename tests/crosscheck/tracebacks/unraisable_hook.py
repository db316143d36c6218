# sys.unraisablehook gets what cannot be raised: errors in __del__ and in weak reference callbacks.
# watches collection
import gc
import sys
import _weakref


class Quiet:
    def __init__(self, error): self.error = error
    def __repr__(self): return f"<raises {self.error!r}>"
    def __call__(self, *args): raise self.error


def hook(unraisable):
    print(unraisable.exc_type.__name__, unraisable.exc_value, unraisable.err_msg, unraisable.exc_traceback is not None)


sys.unraisablehook = hook


class Broken: __del__ = Quiet(ValueError("in __del__"))
class Target: pass


def weak():
    target = Target()
    return _weakref.ref(target, Quiet(KeyError("in callback")))


(lambda: Broken())(); gc.collect()
keep = weak(); gc.collect()
print(keep())
sys.unraisablehook = Quiet(RuntimeError("the hook fails"))
(lambda: Broken())(); gc.collect()
sys.unraisablehook = sys.__unraisablehook__
(lambda: Broken())(); gc.collect()
print("done")
