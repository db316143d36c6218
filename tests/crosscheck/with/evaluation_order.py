# Manager expression, lookup of the methods, __enter__, target, body, __exit__: in this order.
class Meta(type):
    pass


class Trace:
    def __init__(self, name): self.name = name
    def __getattribute__(self, attribute):
        print("instance lookup of", attribute)
        return object.__getattribute__(self, attribute)


class Descriptor:
    def __init__(self, name, result): self.name, self.result = name, result
    def __get__(self, instance, owner):
        print("type lookup of", self.name)
        def call(*args):
            print("call", self.name, len(args))
            return self.result
        return call


class Manager(Trace):
    __enter__ = Descriptor("__enter__", "entered")
    __exit__ = Descriptor("__exit__", True)


class Target:
    def __setitem__(self, key, value): print("store", key, value)


def expression():
    print("expression")
    return Manager("m")


def target():
    print("target")
    return Target()


with expression() as target()["key"]:
    print("body")
    raise ValueError
print("done")


class Deletes:
    def __enter__(self):
        print("deleting __exit__ from the class")
        del Deletes.__exit__
        return self
    def __exit__(self, *a):
        print("exit was looked up before")


with Deletes():
    pass
