# bytes(): counts, iterables, buffers, texts, and what it refuses.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


class Index:
    def __index__(self):
        return 2


class WithBytes:
    def __bytes__(self):
        return b"from __bytes__"


class WrongBytes:
    def __bytes__(self):
        return "text"


class Items:
    def __iter__(self):
        return iter([65, 66])


class Getter:
    def __getitem__(self, index):
        return [7, 8, 9][index]


for expression in [
    'bytes()',
    'bytes(3)',
    'bytes(-1)',
    "bytes('a')",
    "bytes('é', 'utf-8')",
    "bytes('é', 'ascii')",
    "bytes('é', 'ascii', 'ignore')",
    "bytes(b'a', 'utf-8')",
    "bytes(1, 'utf-8')",
    "bytes(1, errors='strict')",
    "bytes(encoding='utf-8')",
    'bytes([1, 2, 255])',
    'bytes((1, 2))',
    'bytes([256])',
    'bytes([-1])',
    "bytes(['a'])",
    'bytes([1.5])',
    'bytes([2**70])',
    'bytes(None)',
    'bytes(1.5)',
    'bytes(range(3))',
    'bytes({1: 2})',
    'bytes(iter([1, 2]))',
    "bytes(memoryview(b'abcd')[::2])",
    "bytes(bytearray(b'x'))",
    "bytes(b'x')",
    'bytes(Index())',
    'bytes(WithBytes())',
    'bytes(WrongBytes())',
    'bytes(Items())',
    "bytes('a', 1)",
    "bytes('a', 'utf-8', 1)",
    "bytes(source=b'a')",
    'bytes(x=1)',
    'bytes(2**70)',
    'bytes(True)',
    'bytes(object())',
    'bytes(1, 2, 3, 4)',
    'bytes(Getter())',
    'bytes([Index(), Index()])',
]:
    show(expression)
