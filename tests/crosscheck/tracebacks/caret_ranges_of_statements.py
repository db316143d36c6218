# Which part is underlined when a statement fails: assignment, del, for, with, import, raise, assert, unpacking, class, decorator.
import sys


class Box: __slots__ = ()


box, items = Box(), [1]


def s00():
    x = y = 1 / 0
def s01():
    box.attribute = 5
def s02():
    items[5] = 1
def s03():
    items[0][1] = 2
def s04():
    del items[9]
def s05():
    del box.a
def s06():
    a, b = 1, 2, 3
def s07():
    a, *b = None
def s08():
    (a, b), c = 1, 2
def s09():
    for q in 5:
        pass
def s10():
    for a, b in [(1, 2, 3)]:
        pass
def s11():
    with box:
        pass
def s12():
    with memoryview(b"") as z, box:
        pass
def s13():
    import no_such_module_here
def s14():
    from sys import nothing_here
def s15():
    from no_such import thing
def s16():
    raise ValueError("message")
def s17():
    raise ValueError
def s18():
    raise 5
def s19():
    raise KeyError("a") from 5
def s20():
    assert items == [], "assert message"
def s21():
    assert not items
def s22():
    class C(5):
        pass
def s23():
    class D(Box, Box): pass
def s24():
    class E(metaclass=5): pass
def s25():
    class F:
        x = 1 / 0
def s26():
    @undefined_decorator
    def g(): pass
def s27():
    @box
    class K: pass
def s28():
    def h(x=1 / 0): pass
def s29():
    number = 1
    number += "a"
def s30():
    items[0] += "a"
def s31():
    box.z += 1
def s32():
    while 1 / 0:
        pass
def s33():
    if undefined:
        pass
def s34():
    if items:
        pass
    elif undefined:
        pass
def s35():
    x: 5 = undefined_value
def s36():
    match 1 / 0:
        case _: pass
def s37():
    match items:
        case [x] if x / 0: pass
def s38():
    match items:
        case [str() | undefined()]: pass
def s39():
    undefined_name
def s40():
    try:
        1 / 0
    finally:
        pass
def s41():
    print(items[0], items[1], items[2])
def s42():
    return items[0].x, 1
def s43():
    type X = 1 / 0
    X.__value__
def s44():
    lambda_ = lambda: 1 / 0
    lambda_()
def s45():
    global made
    made = items.nothing
def s46():
    del items[0:0], box.nothing
def s47():
    a = [i for i in items if i / 0]
def s48():
    a = {i: undefined for i in items}
def s49():
    yield from 5
def s50():
    print(f"{items[0]!r:>{undefined}}")
def s51():
    try:
        raise KeyError
    except undefined:
        pass
def s52():
    try:
        pass
    finally:
        undefined


for name in sorted(n for n in globals() if n[0] == "s" and n[1:].isdigit()):
    try:
        result = globals()[name]()
        if result is not None: list(result)
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__.tb_next)
    else:
        print(name, "did not fail")
