# Reading a local before it is bound: UnboundLocalError, NameError for free variables, and their texts.
def read_first():
    print(x)
    x = 1


def augmented():
    x += 1


def deleted():
    x = 1
    del x
    del x


def after_loop():
    for x in ():
        pass
    return x


def exception_variable():
    try:
        1 / 0
    except ZeroDivisionError as x:
        pass
    return x


def branch(flag):
    if flag:
        x = 1
    return x


def free():
    def inner():
        return x
    result = inner()
    x = 1


def with_import():
    sys.path
    import sys


def comprehension():
    return [x for _ in (1,)]
    x = 1


def del_nonlocal():
    x = 1
    def inner():
        nonlocal x
        del x
        del x
    inner()


def walrus():
    if False and (x := 1): pass
    return x


def match_capture():
    match 1:
        case 2 as x: pass
    return x


for function in (read_first, augmented, deleted, after_loop, exception_variable, lambda: branch(0), free, with_import,
                 comprehension, del_nonlocal, walrus, match_capture, lambda: undefined_name, lambda: print(undefined2)):
    try:
        function()
    except NameError as error:
        print(function.__name__, type(error).__name__, error, repr(error.name))
