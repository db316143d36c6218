# __prepare__ may return any mapping: it sees every name lookup and assignment of the body.
class Recorder(dict):
    def __getitem__(self, key):
        try:
            value = super().__getitem__(key)
        except KeyError:
            print("miss", key)
            raise
        print("hit", key)
        return value

    def __setitem__(self, key, value):
        if not key.startswith("__"):
            print("set", key)
        super().__setitem__(key, value)

    def __delitem__(self, key):
        print("del", key)
        super().__delitem__(key)


class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        return Recorder()

    def __new__(mcls, name, bases, namespace):
        print(type(namespace).__name__)
        return super().__new__(mcls, name, bases, dict(namespace))


class C(metaclass=Meta):
    a = 1
    b = a + 1
    def f(self): pass
    del a
    c = len("abc")


print(sorted(n for n in vars(C) if not n.startswith("__")))


class Multi(dict):
    def __setitem__(self, key, value):
        self.setdefault(key, []).append(value) if not key.startswith("__") else dict.__setitem__(self, key, value)


class MultiMeta(type):
    __prepare__ = lambda *a: Multi()


class D(metaclass=MultiMeta):
    x = 1
    x = 2
    def x(self): pass


print(D.x[:2], D.x[2].__name__)
for result in (None, 5, []):
    class BadMeta(type):
        @classmethod
        def __prepare__(mcls, *args, result=result):
            return result
    try:
        class E(metaclass=BadMeta): pass
    except TypeError as error:
        print(error)
