# throw() and close() reach the innermost awaitable; cleanup runs; awaiting in finally.
class Pause:
    def __await__(self):
        try:
            yield "paused"
        except ValueError as error:
            return f"handled {error}"
        finally:
            print("pause cleanup", end="; ")


async def inner():
    try:
        return await Pause()
    finally:
        print("inner cleanup", end="; ")


async def outer():
    try:
        result = await inner()
        print("result", result, end="; ")
        return result
    except KeyError as error:
        return f"outer handled {error!r}"
    finally:
        print("outer cleanup")


for error in (ValueError("v"), KeyError("k"), OSError("o")):
    c = outer()
    c.send(None)
    try:
        print(c.throw(error))
    except StopIteration as stop:
        print("->", stop.value)
    except OSError as escaped:
        print("-> escaped", repr(escaped))
c = outer()
c.send(None)
print(c.close())


async def await_in_finally():
    try:
        await Pause()
    finally:
        print("awaiting in finally", await Pause())


c = await_in_finally()
c.send(None)
print(c.throw(KeyError("x")))
try:
    c.send(None)
except KeyError as error:
    print(repr(error))
c = await_in_finally()
c.send(None)
try:
    c.close()
except RuntimeError as error:
    print(error)
try:
    c.send(None)
except BaseException as error:
    print(repr(error))


async def raises_stop(): raise StopIteration("leak")
async def raises_async_stop(): raise StopAsyncIteration("leak")


for f in (raises_stop, raises_async_stop):
    try:
        f().send(None)
    except Exception as error:
        print(repr(error), repr(error.__cause__))
