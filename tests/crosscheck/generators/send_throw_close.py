# The generator protocol: next, send, throw, close, and the states in between.
def echo():
    received = "nothing yet"
    while True:
        try:
            received = yield f"got {received!r}"
        except ValueError as error:
            received = f"caught {error}"
        except GeneratorExit:
            print("closing")
            raise
        finally:
            print("finally", end="; ")


g = echo()
print(next(g))
print(g.send(1))
print(next(g))
print(g.throw(ValueError("v")))
print(g.throw(ValueError))
print(g.close())
print(g.close())
for action in (lambda: next(g), lambda: g.send(1), lambda: g.throw(KeyError("after close"))):
    try:
        action()
    except Exception as error:
        print(repr(error))
fresh = echo()
try:
    fresh.send("too early")
except TypeError as error:
    print(error)
print(fresh.send(None))
try:
    fresh.throw(KeyError("unhandled"))
except KeyError as error:
    print(repr(error), list(fresh))
unstarted = echo()
try:
    unstarted.throw(IndexError("before start"))
except IndexError as error:
    print(repr(error), list(unstarted))
never = echo()
never.close()
print(list(never))
for bad in ((), (5,), ("text",), (ValueError, KeyError("x"), 5), (ValueError("v"), 5), (1, 2, 3, 4)):
    try:
        echo().throw(*bad)
    except Exception as error:
        print(type(error).__name__, error)
