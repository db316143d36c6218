# Deeply nested data is compared, hashed and shown by native code, which the recursion limit does not count.
def nested(wrap):
    value = wrap(1)
    for _ in range(3000):
        value = wrap(value)
    return value


print(len(repr(nested(lambda v: [v]))), len(str(nested(lambda v: {0: v}))))
print(nested(lambda v: [v]) == nested(lambda v: [v]), nested(lambda v: (v,)) < nested(lambda v: (v,)))
print(hash(nested(lambda v: (v,))) == hash(nested(lambda v: (v,))))
print(isinstance(1, nested(lambda v: str if v == 1 else (v,))))


class Shown:
    def __repr__(self): return repr([self])


def endless(n): return endless(n + 1)


for action in (lambda: endless(0), lambda: repr(Shown())):
    try:
        action()
    except RecursionError as error:
        print(error)
