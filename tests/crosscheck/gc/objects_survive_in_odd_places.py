# Values held only by frames, generators, cells, iterators, slots, code and bound methods survive collections.
import gc


class V:
    def __init__(self, name): self.name = name
    def __repr__(self): return f"V({self.name})"
    def method(self): return self


def collect():
    for _ in range(2): gc.collect()
    [object() for _ in range(1000)]


def frames():
    def inner(value): collect(); return value
    return inner(V("argument"))
def expression(): return [V("operand"), collect(), V("other")]
def generator():
    def gen():
        kept = V("generator local")
        yield
        yield kept
    g = gen()
    next(g)
    collect()
    return next(g)
def closure():
    def make():
        v = V("closure")
        return lambda: v
    f = make()
    collect()
    return f()
def bound():
    m = V("bound method").method
    collect()
    return m()
def iterator():
    it = iter([V("in a list held by its iterator")])
    collect()
    return next(it)
def default():
    def f(v=V("default")): return v
    collect()
    return f()
def in_exception():
    try:
        raise ValueError(V("exception argument"))
    except ValueError as e:
        collect()
        return e.args[0]
def slot():
    class S: __slots__ = ("v",)
    s = S()
    s.v = V("slot")
    collect()
    return s.v
def attribute_of_class():
    class C: v = V("class attribute")
    collect()
    return C.v
def key():
    d = {V("key"): V("value")}
    collect()
    return list(d.items())[0]
def views():
    keys = {V("view"): 1}.keys()
    collect()
    return list(keys)
def nested_calls(): return (lambda a, *b, **c: (collect(), a, b, c)[1:])(V("a"), V("b"), c=V("c"))
def sorting(): return sorted([V("z"), V("y")], key=lambda v: (collect(), v.name)[1])
def comprehension(): return [(collect(), v)[1] for v in (V("c1"), V("c2"))]
def format_string(): return f"{V('left')}{collect()}{V('right')}"
def with_statement():
    class M:
        def __enter__(self): return V("entered")
        def __exit__(self, *a): collect()
    with M() as v: collect()
    return v
def partial_call():
    return max(V("m1"), V("m2"), key=lambda v: (collect(), v.name)[1])
def star_arguments(): return (lambda *a: (collect(), a)[1])(*[V("s1")], *(V("s2") for _ in range(1)))
def async_value():
    async def inner(): collect(); return V("awaited")
    async def outer(): return await inner()
    try:
        outer().send(None)
    except StopIteration as stop:
        collect()
        return stop.value
for function in (
    frames, expression, generator, closure, bound, iterator, default, in_exception, slot, attribute_of_class, key,
    views, nested_calls, sorting, comprehension, format_string, with_statement, partial_call, star_arguments,
    async_value,
):
    print(function.__name__, function())
