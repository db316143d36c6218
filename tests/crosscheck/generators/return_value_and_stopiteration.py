# return in a generator becomes StopIteration.value; next with default; close returns the value (3.13).
def g(x):
    yield 1
    return x


for value in (None, 5, (1, 2), StopIteration(3)):
    it = g(value)
    next(it)
    try:
        next(it)
    except StopIteration as stop:
        print(repr(stop.value), stop.args)
    print(next(it, "exhausted"))


def delegate(x):
    result = yield from g(x)
    print("result", repr(result))


for value in (None, (1, 2)):
    print(list(delegate(value)))


def close_value():
    try:
        yield 1
    except GeneratorExit:
        return "returned from close"


it = close_value()
next(it)
print(it.close(), it.close())


def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield 2


it = ignores()
next(it)
try:
    it.close()
except RuntimeError as error:
    print(error)
print(next(it, "done"))


def raises():
    try:
        yield 1
    except GeneratorExit:
        raise KeyError("instead")


it = raises()
next(it)
try:
    it.close()
except KeyError as error:
    print(repr(error), repr(error.__context__))
