# The built-in types, for the programs beside this one: those with a name, those without one, and the exceptions.
import builtins
import sys


def generator(): yield
async def coroutine(): pass
async def asynchronous(): yield


class Sequence:
    __slots__ = ("member",)
    def __getitem__(self, index): return 1
    def method(self): pass


def traceback():
    try:
        raise ValueError
    except ValueError as error:
        return error.__traceback__


waiting = coroutine()
waiting.close()
PUBLIC = [object, type, int, bool, float, complex, str, bytes, bytearray, memoryview, list, tuple, dict, set, frozenset, range, slice,
          super, property, classmethod, staticmethod, enumerate, zip, map, filter, reversed]
HIDDEN = [type(x) for x in (
    iter([]), reversed([]), iter(()), iter({}), iter({}.values()), iter({}.items()), reversed({}), reversed({}.values()), reversed({}.items()),
    {}.keys(), {}.values(), {}.items(), iter(set()), iter(range(0)), iter(range(2**70)), iter(""), iter("é"), iter(b""), iter(bytearray()),
    iter(memoryview(b"")), iter(Sequence()), iter(int, 1), generator, generator(), waiting, asynchronous(), waiting.__await__(),
    Sequence().method, [].append, list.append, int.__add__, (1).__add__, vars(dict)["fromkeys"], int.real, Sequence.member, generator.__code__,
    traceback(), traceback().tb_frame, sys, None, NotImplemented, ..., vars(Sequence), (lambda x: lambda: x)(1).__closure__[0],
    sys.implementation, list[int], int | str)]
EXCEPTIONS = [t for name, t in sorted(vars(builtins).items()) if isinstance(t, type) and issubclass(t, BaseException) and t.__name__ == name]
