# Reference cycles of every kind are collected: watched through weak references.
# watches collection
import gc
from _weakref import ref


class N: pass


def self_reference():
    n = N()
    n.me = n
    return ref(n)


def pair():
    a, b = N(), N()
    a.other, b.other = b, a
    return ref(a)


def through_list():
    n = N()
    n.items = [[{"k": (n,)}]]
    return ref(n)


def closure():
    n = N()
    def f(): return n, f
    n.f = f
    return ref(n)


def method():
    n = N()
    n.m = n.__init__
    return ref(n)


def generator():
    n = N()
    def gen():
        yield n
    n.gen = gen()
    next(n.gen)
    return ref(n)


def exception():
    n = N()
    try:
        raise ValueError(n)
    except ValueError as error:
        n.error = error
    return ref(n)


def class_instance():
    class C: pass
    C.instance = C()
    C.instance.cls = C
    return ref(C)


def coroutine():
    n = N()
    async def c(): await n
    n.c = c
    return ref(n)


def in_set():
    n = N()
    n.set = {n, N()}
    return ref(n)


def default_argument():
    n = N()
    def f(x=n): pass
    n.f = f
    return ref(n)


def iterators():
    n = N()
    n.it = iter([n])
    n.z = zip([n], map(lambda v: n, [n]))
    n.v = {1: n}.values()
    return ref(n)


def module():
    m = type(gc)("temp")
    m.me = m
    return ref(m)


for make in (
    self_reference, pair, through_list, closure, method, generator, exception, class_instance, coroutine, in_set,
    default_argument, iterators, module,
):
    weak = make()
    gc.collect()
    print(make.__name__, weak() is None)
