# bytearray(): counts, iterables, buffers, texts, and what it refuses.
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
    'bytearray()',
    'bytearray(3)',
    'bytearray(-1)',
    "bytearray('a')",
    "bytearray('é', 'utf-8')",
    "bytearray('é', 'ascii')",
    "bytearray('é', 'ascii', 'ignore')",
    "bytearray(b'a', 'utf-8')",
    "bytearray(1, 'utf-8')",
    "bytearray(1, errors='strict')",
    "bytearray(encoding='utf-8')",
    'bytearray([1, 2, 255])',
    'bytearray((1, 2))',
    'bytearray([256])',
    'bytearray([-1])',
    "bytearray(['a'])",
    'bytearray([1.5])',
    'bytearray([2**70])',
    'bytearray(None)',
    'bytearray(1.5)',
    'bytearray(range(3))',
    'bytearray({1: 2})',
    'bytearray(iter([1, 2]))',
    "bytearray(memoryview(b'abcd')[::2])",
    "bytearray(bytearray(b'x'))",
    "bytearray(b'x')",
    'bytearray(Index())',
    'bytearray(WithBytes())',
    'bytearray(WrongBytes())',
    'bytearray(Items())',
    "bytearray('a', 1)",
    "bytearray('a', 'utf-8', 1)",
    "bytearray(source=b'a')",
    'bytearray(x=1)',
    'bytearray(2**70)',
    'bytearray(True)',
    'bytearray(object())',
    'bytearray(1, 2, 3, 4)',
    'bytearray(Getter())',
]:
    show(expression)
