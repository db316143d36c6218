# The bytes of every protocol: numbers, texts, containers, batches, frames, shared and recursive objects, classes.
import collections
import decimal
import functools
import hashlib
import io
import pickle


class Plain:
    def __init__(self):
        self.x, self.y = 1, "two"


class Slots:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 5


class NewArguments(int):
    def __new__(cls, value, *, base=0):
        return super().__new__(cls, value + base)

    def __getnewargs_ex__(self):
        return (int(self),), {"base": 0}


class Outer:
    class Inner:
        pass

    def method(self):
        pass


class Words(list):
    pass


class Table(dict):
    pass


Point = collections.namedtuple("Point", "x y")
shared = ["shared"]
ring = []
ring.append((ring, {"ring": ring}))
words = Words([1, 2])
words.extra = 5
THINGS = [
    None, True, False, ..., NotImplemented, 0, 1, 255, 256, 65535, 65536, -1, 2**31 - 1, -2**31, 2**31, 2**62, -2**62, 2**63, 2**200, -2**200, -128, 10**700, 1.5, -0.0,
    1e300, float("inf"), "", "abc", "a\\b\n\r\0\x1a\u1234\U00012345\ud800", "x" * 300, b"", b"abc", b"\xff" * 300, bytearray(b""), bytearray(b"xyz"), (), (1,), (1, 2),
    (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2], list(range(1001)), {}, {1: 2}, {"a": 1, "b": 2}, dict.fromkeys(range(1000)), set(), {1}, set(range(1000)), frozenset(),
    frozenset({5}), [shared, shared], ring, Plain(), Slots(), NewArguments(5), Outer, Outer.Inner, Outer.Inner(), words, Table(a=1), Point(1, 2), len, int, Plain.__init__,
    Outer().method, "abc".upper, type(None), type(...), collections.OrderedDict(a=1), collections.deque([1, 2], 5), collections.Counter("aab"), decimal.Decimal("1.5"), range(5), slice(1, 2),
    complex(1, 2), functools.partial(int, base=2), ValueError("x", 1), iter([1, 2]), print, [b"q" * 70_000, "z" * 70_000, bytearray(70_000)], ["s" * 20_000] + [str(i) * 5 for i in range(20_000)],
]
for thing in THINGS:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        try:
            data = pickle.dumps(thing, protocol)
        except Exception as error:
            print(protocol, type(thing).__name__, type(error).__name__, error)
            continue
        again = pickle.loads(data)
        assert type(again) is type(thing)
        file = io.BytesIO()
        pickle.dump(thing, file, protocol)
        file.seek(0)
        assert file.getvalue() == data and pickle.dumps(pickle.load(file), protocol) == pickle.dumps(again, protocol)
        print(protocol, data if len(data) < 160 else (len(data), data[:30], data[-10:], hashlib.sha256(data).hexdigest()[:16]))
