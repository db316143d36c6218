# Errors raised inside protocol methods travel unchanged: iteration, containment, comparison, hashing, attribute access.
class Boom:
    def __init__(self, where): self.where = where
    def __getattr__(self, name):
        if name == "where": raise AttributeError
        raise LookupError(f"getattr {name}")
    def __eq__(self, other): raise LookupError("eq")
    def __hash__(self):
        if self.where == "hash": raise LookupError("hash")
        return 1
    def __iter__(self): raise LookupError("iter")
    def __len__(self): raise LookupError("len")
    def __bool__(self): raise LookupError("bool")
    def __str__(self): raise LookupError("str")
    def __repr__(self): raise LookupError("repr")
    def __format__(self, spec): raise LookupError("format")
    def __call__(self): raise LookupError("call")
    def __enter__(self): raise LookupError("enter")
    def __exit__(self, *a): pass
    def __index__(self): raise LookupError("index")
    def __lt__(self, other): raise LookupError("lt")
    def __getitem__(self, i): raise LookupError("getitem")


b = Boom("x")
for source in (
    "b == 1", "1 == b", "[1] == [b]", "1 in [b]", "[b].index(1)", "[b, 2].count(1)", "{1: 1, b: 2}", "{Boom('hash')}",
    "list(b)", "a, *c = b", "len(b)", "bool(b)", "not b", "b and 1", "1 if b else 2", "[x for x in b]",
    "str(b)", "repr(b)", "f'{b}'", "f'{b!r}'", "'%s' % b", "[b].__repr__()", "print(b)", "b()", "[1][b]",
    "sorted([b, b])", "max(b, b)", "b < 1", "b[0]", "b.x", "getattr(b, 'x', 1)", "hasattr(b, 'x')", "sum(b)",
    "tuple(b)", "dict(b)", "set(b)", "zip(b)", "map(len, b)", "any([b])", "all([b])", "filter(None, [b]).__next__()",
    "''.join(b)", "range(b)", "(b,) < (b,)", "{}.update(b)", "min([b, b])", "isinstance(1, b)", "int(b)", "chr(b)",
    "'a' * b",
):
    try:
        exec(source)
        print(source, "-> no error")
    except LookupError as error:
        print(source, "->", error)
    except Exception as error:
        print(source, "-> other:", type(error).__name__, error)
try:
    with b: pass
except LookupError as error:
    print("with ->", error)
