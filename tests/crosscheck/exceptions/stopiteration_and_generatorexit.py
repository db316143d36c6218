# StopIteration has a value; leaking out of a generator it becomes RuntimeError; iterators swallow it, for loops end.
def leaks():
    yield 1
    raise StopIteration("leaked")


def next_leaks():
    yield next(iter([]))


for g in (leaks(), next_leaks()):
    try:
        print(list(g))
    except RuntimeError as error:
        print(error, repr(error.__cause__), repr(error.__context__), error.__suppress_context__)


class It:
    def __iter__(self): return self
    def __next__(self): raise StopIteration("value")


print(list(It()), next(It(), "default"), [x for x in It()], dict(zip(It(), "ab")))
try:
    next(It())
except StopIteration as stop:
    print(stop.value, stop.args)
print(list(map(lambda x: next(iter(())), [1, 2])))
try:
    [next(iter(())) for _ in range(2)]
except StopIteration as stop:
    print("list comprehension lets it through", repr(stop))
try:
    list(next(iter(())) for _ in range(2))
except RuntimeError as error:
    print("generator expression does not:", error)


def f():
    raise StopIteration(5)


try:
    f()
except StopIteration as stop:
    print(stop.value)


def delegating():
    result = yield from It()
    return result


try:
    next(delegating())
except StopIteration as stop:
    print(repr(stop.value))
