# What cannot be pickled, and the notes that tell where it was.
import pickle
import sys


def show(function):
    try:
        print(function())
    except BaseException as error:
        print(type(error).__name__, error, getattr(error, "__notes__", None), type(error.__context__).__name__)


class Bad:
    def __repr__(self):
        return "Bad()"

    def __reduce__(self):
        raise ValueError("no")


class Made:
    def __init__(self, reduced):
        self.reduced = reduced

    def __repr__(self):
        return "Made()"

    def __reduce__(self):
        return self.reduced


class Plain:
    pass


plain = Plain()
plain.deep = {"a": [1, (2, Bad())]}
for thing in ([Bad()], (1, Bad()), {"a": Bad()}, {Bad(): 1}, {Bad()}, frozenset({Bad()}), plain, [1] * 1500 + [Bad()]):
    for protocol in (0, 2, 5):
        show(lambda: pickle.dumps(thing, protocol))
for reduced in (None, 5, (), (1,), (1, 2), (int, 2), (int, (1,)), (int, ("5",), None, 5), (dict, (), None, None, 5), (int, (), 1, None, None, 5),
                (dict, (), None, None, iter([1])), (list, (), None, iter([1, 2, 3])), (list, (), None, iter([1])), "nothing", "sys", "x.y", (1, 2, 3, 4, 5, 6, 7),
                (int, (Bad(),)), (Bad, ()), (Plain, (), Bad()), (Plain, (), {"x": 1}, None, None, print)):
    show(lambda: pickle.dumps(Made(reduced), 2))


def local():
    class Inside:
        pass
    return Inside


class Named:
    pass


for name, module in (("Other", "__main__"), ("Named", "nowhere"), ("Named", "sys"), ("Named", 5), ("Named", None), ("a.b", "__main__"), ("Named", "")):
    Named.__qualname__, Named.__module__ = name, module
    show(lambda: pickle.dumps(Named).count(b"Named"))
show(lambda: pickle.dumps(sys))
show(lambda: pickle.dumps(i for i in ()))
show(lambda: pickle.dumps(1, 6))
show(lambda: pickle.dumps(1, -5))
show(lambda: pickle.dumps(1, "a"))
show(lambda: pickle.dumps(1, buffer_callback=1, protocol=4))
show(lambda: pickle.dump(1, 5))
show(lambda: pickle.load(5))
show(lambda: pickle.loads("a"))
show(lambda: pickle.loads(5))


class NoInit(pickle.Pickler):
    def __init__(self):
        pass


class NoInitLoad(pickle.Unpickler):
    def __init__(self):
        pass


show(lambda: NoInit().dump(1))
show(lambda: NoInitLoad().load())
deep = []
for i in range(100_000):
    deep = [deep]
try:
    pickle.dumps(deep)
except RecursionError as error:
    print("RecursionError")
