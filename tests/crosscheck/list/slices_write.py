# Assigning to slices and deleting them.
def after(change, *, size=8):
    a = list(range(size))
    try:
        change(a)
    except Exception as error:
        print(type(error).__name__, error, end=" -> ")
    print(a)


def setter(key, value):
    def change(a): a[key] = value
    return change


def deleter(key):
    def change(a): del a[key]
    return change


for key in (slice(2, 4), slice(None), slice(5, 2), slice(8, None), slice(0, 0), slice(-3, -1), slice(3, 100)):
    for value in ([], "ab", (1,), range(5), {9: 8}, (i for i in "gen")):
        if not isinstance(value, (list, str, tuple, range, dict)):
            value = iter("it")
        after(setter(key, value))
for key in (slice(None, None, 2), slice(None, None, -1), slice(1, 7, 3), slice(6, None, -2)):
    after(setter(key, "abcd"))
    after(setter(key, "ab"))
    after(setter(key, range(8)))
    after(deleter(key))
for key in (slice(2, 5), slice(None), slice(5, 2), slice(-2, None), slice(100, None), slice(7, 0, -3)):
    after(deleter(key))
for value in (5, None):
    after(setter(slice(1, 2), value))
    after(setter(slice(1, 5, 2), value))
after(setter(slice(None, None, 0), [1]))
after(deleter(slice(None, None, 0)))
a = [1, 2, 3]
a[1:2] = a
print(a)
a[::2] = a[1::2] + a[:1]
print(a)
a[:0] = a
print(a)
