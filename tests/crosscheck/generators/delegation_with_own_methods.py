# yield from an object with its own send/throw/close methods; errors in them.
class Sub:
    def __iter__(self): return self
    def __next__(self): print("next", end="; "); return 0
    def send(self, v): print("send", v, end="; "); return v
    def throw(self, *info):
        print("throw", len(info), type(info[0]).__name__, end="; ")
        if isinstance(info[0], KeyError): raise StopIteration("stopped by throw")
        return "thrown"
    def close(self): print("close", end="; ")


def g():
    try:
        result = yield from Sub()
        print("result", result, end="; ")
        yield "after"
    finally:
        print("finally")


it = g()
print(next(it))
print(it.send(5))
print(it.send(None))
print(it.throw(ValueError("v")))
print(it.throw(KeyError("k")))
it.close()
it = g()
next(it)
it.close()


class BadClose(Sub):
    def close(self): raise LookupError("in close")


class BadThrow:
    def __iter__(self): return self
    def __next__(self): return 1
    throw = property(lambda self: 1 / 0)


def g2(sub):
    try:
        yield from sub
    except BaseException as error:
        print("inside:", repr(error))
        raise


for sub, action in ((BadClose(), lambda it: it.close()), (BadThrow(), lambda it: it.throw(ValueError("x")))):
    it = g2(sub)
    next(it)
    try:
        action(it)
    except Exception as error:
        print("outside:", repr(error))
    finally:
        it.close()
