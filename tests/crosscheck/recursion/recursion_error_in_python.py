# Unbounded recursion raises RecursionError, which can be caught, again and again, and leaves things usable.
import sys


def forever(n=0):
    return forever(n + 1)


class Attribute:
    def __getattr__(self, name): return getattr(self, name + "x")
class Repr:
    def __repr__(self): return repr(self)
class Call:
    def __call__(self): return self()
class Eq:
    def __eq__(self, other): return self == other
class Add:
    def __add__(self, other): return self + other
class Iter:
    def __iter__(self): return iter(self)
class Len:
    def __len__(self): return len(self)
class Index:
    def __getitem__(self, key): return self[key]
class Bool:
    def __bool__(self): return not self
class Hash:
    def __hash__(self): return hash(self)
class New:
    def __new__(cls): return cls()
class Init:
    def __init__(self): Init()
class Prop:
    @property
    def p(self): return self.p
class Set:
    def __setattr__(self, name, value): self.x = value
class Enter:
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): pass


def with_enter():
    with Enter(): pass
def setting():
    Set().x = 1
def generator(): yield from generator()
def decorator(): return sorted([2, 1], key=lambda v: decorator())
def comprehension(): return [comprehension() for _ in "ab"]
def handlers():
    try:
        return handlers()
    finally:
        pass


for action in (
    forever, lambda: Attribute().x, lambda: repr(Repr()), lambda: Call()(), lambda: Eq() == 1, lambda: Add() + 1,
    lambda: iter(Iter()), lambda: len(Len()), lambda: Index()[0], lambda: bool(Bool()), lambda: hash(Hash()), New,
    Init, lambda: Prop().p, setting, with_enter,
    lambda: list(generator()), decorator, comprehension, handlers, lambda: (lambda f: f(f))(lambda f: f(f)),
    lambda: f"{Repr()}", lambda: str(Repr()), lambda: max([1, 2], key=lambda v: forever()),
):
    for _ in range(2):
        try:
            action()
            print("no error")
        except RecursionError as error:
            print(
                type(error).__name__, str(error).startswith("maximum recursion depth exceeded"),
                isinstance(error, RuntimeError),
            )
        except Exception as error:
            print("other:", type(error).__name__, error)
print(sum(range(10)), sys.getrecursionlimit())
