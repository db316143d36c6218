# NameError suggestions: locals, globals, builtins, and attributes of self.
import sys


def show(function):
    try:
        function()
    except NameError as error:
        sys.excepthook(type(error), error, error.__traceback__.tb_next)


global_value = 1


def local_names():
    counter = 0
    return countr


def builtin(): return pirnt("x")
def global_name(): return glbal_value
def far(): return completely_different_name
def short(): return x1
def case(): return Global_Value
def true(): return true_
def none(): return none
def lowercase_true(): return true
def enclosing():
    outer_thing = 1
    def inner():
        nonlocal outer_thing
        outer_thing = 2
        return outer_thin
    return inner()
class C:
    attribute = 1
    def method(self): return attribute
    def method2(self): return attribut
    def calls(self): return method()
    @classmethod
    def klass(cls): return attribute
class D:
    body_name = 1
    try:
        body_nam
    except NameError as error:
        sys.excepthook(type(error), error, error.__traceback__)
def unbound():
    print(later)
    later = 1
def deleted():
    global gone
    del gone
def module_name(): return time.time()
def module_name2(): return maths.pi
def comp(): return [itm for item in (1,)]
for function in (local_names, builtin, global_name, far, short, case, none, lowercase_true, enclosing, C().method, C().method2, C().calls, C.klass, unbound, deleted, module_name, module_name2, comp):
    show(function)
