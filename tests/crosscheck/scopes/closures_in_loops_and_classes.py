# One cell per call of the enclosing function, however it is captured: defaults, methods, generators, recursion.
def per_call(n):
    def get(): return n
    return get


print([f() for f in map(per_call, range(4))])


def class_closure(tag):
    class Tagged:
        label = tag
        def show(self): return f"<{tag}>"
    return Tagged


a, b = class_closure("a"), class_closure("b")
print(a().show(), b().show(), a.label, a is b)


def generator_closure():
    state = 0
    def bump():
        nonlocal state
        state += 1
    def watch():
        while state < 3:
            yield state
            bump()
    return list(watch()), state


print(generator_closure())


def recursion(depth):
    def self_and_parent():
        return depth
    return [self_and_parent] + (recursion(depth - 1) if depth else [])


print([f() for f in recursion(3)])


def accumulate():
    total = 0
    def add(value):
        nonlocal total
        total += value
        return total
    return add


acc = accumulate()
print([acc(v) for v in (1, 2, 3)], sorted([3, 1, 2], key=lambda v: acc(0) - v))


def exception_in_closure():
    try:
        raise ValueError("kept")
    except ValueError as e:
        f = lambda: e
        print(repr(f()))
    try:
        f()
    except NameError as error:
        print(error)


exception_in_closure()
