# return, break, continue and yield inside with still call __exit__ with no exception.
class M:
    def __init__(self, name): self.name = name
    def __enter__(self): return self
    def __exit__(self, *info):
        print("exit", self.name, info, end="; ")


def returns():
    with M("r"):
        return "returned"


def loop():
    out = []
    for i in range(4):
        with M(i):
            if i == 1: continue
            if i == 2: break
            out.append(i)
    return out


def generator():
    with M("g"):
        yield 1
        yield 2


def nested_return():
    with M("o"):
        with M("i"):
            try:
                return "nested"
            finally:
                print("finally", end="; ")


print(returns())
print(loop())
print(list(generator()))
g = generator()
next(g)
g.send(None)
print(next(g, "exhausted"))
print("closing", end=": ")


class Names:
    def __exit__(self, kind, value, tb):
        print(kind.__name__, repr(value))
    def __enter__(self): pass


def gen2():
    with Names():
        yield 1


g2 = gen2()
next(g2)
g2.close()
print(nested_return())


def while_else():
    n = 0
    while n < 2:
        with M(n):
            n += 1
    else:
        return "else"


print(while_else())
