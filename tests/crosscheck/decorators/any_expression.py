# Since 3.9 any expression decorates: lambdas, subscripts, conditional, walrus, calls of calls.
handlers = {"double": lambda f: lambda *a: 2 * f(*a)}


@handlers["double"]
def three(): return 3


@lambda f: f()
def called_at_once(): return "value, not a function"


@(twice := lambda f: lambda x: f(f(x)))
def increment(x): return x + 1


@(lambda f: [f.__name__, f()]) if True else None
def conditional(): return 1


@[str.upper, str.lower][0]
@lambda f: f.__name__
def shouted(): pass


@handlers.get("missing", lambda f: "default decorator")
def replaced(): pass


print(three(), called_at_once, increment(5), twice(increment)(0), conditional, shouted, replaced)


@print
class Printed: pass


print(Printed)
try:
    @None
    def broken(): pass
except TypeError as error:
    print(error)
try:
    @undefined
    def broken(): pass
except NameError as error:
    print(error, "broken" in globals())
