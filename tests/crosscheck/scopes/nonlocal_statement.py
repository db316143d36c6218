# nonlocal rebinds the nearest enclosing function's name, through several levels and in classes.
def counter():
    n = 0
    def up(by=1):
        nonlocal n
        n += by
        return n
    def get():
        return n
    return up, get


up, get = counter()
print(up(), up(), up(10), get())
second_up, second_get = counter()
print(second_up(), get(), second_get())


def levels():
    x = 1
    def middle():
        def inner():
            nonlocal x
            x += 1
            return x
        y = inner()
        return x, y
    return middle(), x


print(levels())


def through_class():
    x = "function"
    class C:
        nonlocal x
        x = "changed in class body"
        y = x
        def m(self):
            nonlocal x
            x = "changed in method"
    before = x
    C().m()
    return before, x, C.y, hasattr(C, "x")


print(through_class())


def delete():
    x = 1
    def kill():
        nonlocal x
        del x
    kill()
    try:
        return x
    except UnboundLocalError as error:
        return str(error)


print(delete())


def read_deleted():
    x = 1
    def use(): return x
    del x
    try:
        use()
    except NameError as error:
        return type(error).__name__, str(error)


print(read_deleted())
