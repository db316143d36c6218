# How the class is named in a traceback: module, qualified name, builtins and __main__ without a prefix.
import sys


def show(error): sys.excepthook(type(error), error, None)


class InMain(Exception): pass
class Outer:
    class Inner(Exception): pass
def local():
    class Local(Exception): pass
    return Local
def with_module(module):
    cls = type("Made", (Exception,), {"__module__": module})
    return cls("from " + repr(module))
for error in (InMain("m"), Outer.Inner("o"), local()("l"), with_module("some.module"), with_module("builtins"), with_module("__main__"), with_module(None), with_module(5), with_module("")):
    show(error)
Renamed = type("Original", (ValueError,), {})
Renamed.__qualname__ = "Path.To.Renamed"
show(Renamed("r"))
Renamed.__name__ = "NewName"
show(Renamed("n"))
class Meta(type):
    def __repr__(cls): return "custom repr of class"
class WithMeta(Exception, metaclass=Meta): pass
raise WithMeta("named by qualname")
