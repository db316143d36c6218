# global makes a name of the module whatever function or class it is written in.
value = "module"


def assign():
    global value, created
    value = "assigned"
    created = "new"


def read_then_local():
    value = "local"
    return value


def nested():
    value = "enclosing"
    def inner():
        global value
        value = "from inner"
        return value
    return inner(), value


class Body:
    global in_class
    in_class = "set by a class body"
    own = 1


assign()
print(value, created)
print(read_then_local(), value)
print(nested(), value)
print(in_class, hasattr(Body, "in_class"), Body.own)


def loops():
    global i
    for i in range(3): pass
    global Exc
    try:
        1 / 0
    except ZeroDivisionError as Exc:
        print("Exc" in globals())
    print("Exc" in globals())
    global imported
    import sys as imported
    global defined
    def defined(): return "defined globally"
    global Klass
    class Klass: pass


loops()
print(i, imported.__name__, defined(), Klass.__qualname__)


def delete():
    global created
    del created
    created


try:
    delete()
except NameError as error:
    print(error, "created" in globals())
