# del of names, attributes, items, slices, tuples of targets, in order.
class Watch:
    def __delattr__(self, name):
        print("delattr", name)

    def __delitem__(self, key):
        print("delitem", key)


w = Watch()
del w.a, w[1], (w.b, [w[2:3], w["k"]]), w[1:2, ..., ::3]
x = y = z = 1
del x, (y, z)
for name in "xyz":
    print(name, name in globals())
items = list(range(10))
del items[0], items[-1], items[2:4], items[::3]
print(items)
d = {"a": 1, "b": 2}
del d["a"]
print(d)


class C:
    attribute = 1
    gone = 2
    del gone


print(hasattr(C, "gone"))
c = C()
c.own = 1
del c.own
for action in (
    "del c.own", "del c.attribute", "del d['a']", "del items[99]", "del undefined", "del (1).real", "del 'abc'[0]",
    "del (1, 2)[0]", "del len.__name__", "del int.real", "del c[0]", "del C.nothing", "del range(3)[1]",
):
    try:
        exec(action)
    except Exception as error:
        print(action, "->", type(error).__name__, error)
del ()
del []
