# A generator-driven manager, written by hand: throw into the generator, suppression, StopIteration with the same object.
class GeneratorManager:
    def __init__(self, function, *args): self.gen = function(*args)
    def __enter__(self): return next(self.gen)
    def __exit__(self, kind, value, traceback):
        if kind is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        try:
            self.gen.throw(value)
        except StopIteration as stop:
            return stop is not value
        except BaseException as error:
            if error is not value: raise
            return False
        raise RuntimeError("generator didn't stop after throw()")


def manager(function): return lambda *args: GeneratorManager(function, *args)


@manager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    except ZeroDivisionError as error:
        print("handled", error)
    finally:
        print(f"</{name}>")


@manager
def twice():
    yield 1
    yield 2


with tag("a") as a, tag("b"):
    print(a)
with tag("c"):
    1 / 0
try:
    with tag("d"):
        raise KeyError("through")
except KeyError as error:
    print(repr(error))
try:
    with twice(): pass
except RuntimeError as error:
    print(error)
