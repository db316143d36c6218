# A weak reference sees its object until a collection has found out that nobody else does.
import gc
import weakref


class Node:
    pass


def make():
    return [weakref.ref(Node()) for _ in range(100)]


references = make()
print(sum(reference() is not None for reference in references) > 90)
gc.collect()
print(sum(reference() is not None for reference in references) > 90)
