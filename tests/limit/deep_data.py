"""Data that nests deeper than the native stack: RecursionError where user code could see it, and freeing it is no problem."""

DEEP = 300_000


def nest(wrap, value=None):
    for _ in range(DEEP):
        value = wrap(value)
    return value


def attempt(action):
    try:
        action()
    except RecursionError:
        pass


class Node:
    def __init__(self, rest):
        self.rest = rest

    def __repr__(self):
        return f"Node({self.rest!r})"

    def __eq__(self, other):
        return self.rest == other.rest

    def __hash__(self):
        return hash(self.rest)

    def __len__(self):
        return len(self.rest)

    def __getattr__(self, name):
        return getattr(self.rest, name)

    def __call__(self):
        return self.rest()

    def __iter__(self):
        return iter(self.rest)

    def __index__(self):
        return self.rest.__index__()


class Finalized:
    def __init__(self, rest):
        self.rest = rest

    def __del__(self):
        self.rest = None


for wrap in (lambda x: [x], lambda x: (x,), lambda x: {1: x}, Node, lambda x: slice(x)):
    left, right = nest(wrap), nest(wrap)
    attempt(lambda: repr(left))
    attempt(lambda: str(left))
    attempt(lambda: left == right)
    attempt(lambda: left < right if isinstance(left, (list, tuple)) else None)
    attempt(lambda: hash(left) if not isinstance(left, (list, dict)) else None)
    attempt(lambda: isinstance(1, left) if isinstance(left, tuple) else None)
    attempt(lambda: f"{left!r}{left!a}")
    attempt(lambda: "%s %r" % (left, left))
    left = right = None
node = nest(Node)
for action in (lambda: len(node), lambda: node.missing, lambda: node(), lambda: iter(node), lambda: range(node), lambda: [1][node]):
    attempt(action)
node = None
nest(Finalized)

# Chains of iterators, of bound methods, of exceptions, of classes.
for wrap in (enumerate, lambda x: map(None, x), lambda x: zip(x), lambda x: filter(None, x)):
    chain = nest(wrap, [])
    attempt(lambda: next(iter(chain), None))
    chain = None


def link(rest):
    error = ValueError("link")
    error.__context__ = rest
    return error


chain = nest(link)
chain = None


def generate(depth):
    if depth:
        yield from generate(depth - 1)


attempt(lambda: list(generate(100_000)))
kind = object
for _ in range(3000):
    kind = type("Derived", (kind,), {})
assert len(kind.__mro__) == 3001
kind()
print("ok")
