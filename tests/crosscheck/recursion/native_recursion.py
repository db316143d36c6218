# Recursion inside built-in operations over very deep data ends in a result or in RecursionError, never in a crash.
def nested(n, wrap):
    value = wrap(1)
    for _ in range(n):
        value = wrap(value)
    return value


def attempt(label, action):
    try:
        action()
    except RecursionError:
        pass
    print(label, "survived")


DEPTH = 200000
lists, lists2 = nested(DEPTH, lambda v: [v]), nested(DEPTH, lambda v: [v])
dicts, dicts2 = nested(DEPTH, lambda v: {0: v}), nested(DEPTH, lambda v: {0: v})
tuples = nested(DEPTH, lambda v: (v,))
attempt("equality of lists", lambda: lists == lists2)
attempt("ordering of lists", lambda: lists < lists2)
attempt("equality of dicts", lambda: dicts == dicts2)
attempt("equality of tuples", lambda: tuples == nested(DEPTH, lambda v: (v,)))
attempt("hash of tuples", lambda: hash(tuples))
attempt(
    "frozensets",
    lambda: nested(DEPTH // 10, lambda v: frozenset([v])) == nested(DEPTH // 10, lambda v: frozenset([v])),
)
attempt("isinstance of nested tuples", lambda: isinstance(1, nested(DEPTH, lambda v: (v,) if v != 1 else (str,))))
attempt("iterators", lambda: list(nested(20000, lambda v: map(str, v) if v != 1 else iter([1]))))
attempt("chained generators", lambda: list(nested(20000, lambda v: (x for x in v) if v != 1 else iter([1]))))
attempt("bound methods", lambda: nested(DEPTH, lambda v: [].append.__class__ if v == 1 else (lambda: v)))
attempt(
    "exception groups",
    lambda: nested(3000, lambda v: ExceptionGroup("g", [ValueError() if v == 1 else v])).split(KeyError),
)
# quadratic in CPython, so not as deep
lists, dicts, tuples = nested(20000, lambda v: [v]), nested(20000, lambda v: {0: v}), nested(20000, lambda v: (v,))
attempt("repr of lists", lambda: repr(lists))
attempt("repr of dicts", lambda: repr(dicts))
attempt("str of tuples", lambda: str(tuples))
attempt("percent formatting", lambda: "%s" % lists)
attempt("f-string", lambda: f"{lists!r}")
attempt("repr of exceptions", lambda: repr(nested(20000, lambda v: ValueError(v))))
attempt("repr of slices", lambda: repr(nested(20000, lambda v: slice(v))))
attempt("repr of generic aliases", lambda: repr(nested(3000, lambda v: list[int] if v == 1 else list[v])))


class Chain:
    def __init__(self, next): self.next = next
    def __eq__(self, other): return isinstance(other, Chain) and [self.next] == [other.next]
    def __repr__(self): return f"Chain({[self.next]!r})"
    def __hash__(self): return hash((self.next,))


for label, action in (
    ("== through Python and native code", lambda a, b: a == b), ("repr through both", lambda a, b: repr(a)),
    ("hash through both", lambda a, b: hash(a)),
):
    try:
        action(nested(20000, Chain), nested(20000, Chain))
        print(label, "works")
    except RecursionError:
        print(label, "RecursionError")
