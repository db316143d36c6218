"""slice objects: parts, indices, comparison, hash, errors."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


class HasIndex:
    def __index__(self):
        return 3


show(
    "slice(5), slice(1, 5), slice(1, 5, 2), slice(None), slice('a', [1], None), slice(1, 2, 3).start, slice(1, 2, 3).stop, slice(1, 2, 3).step, slice(5).start",
    'slice(1, 5).indices(3), slice(None, None, -1).indices(5), slice(-3, None).indices(5), slice(None, -2).indices(5), slice(10, 20).indices(5), slice(-10, 3, 2).indices(5), slice(4, 1, -2).indices(10), slice(20, -20, -3).indices(10)',
    'slice(1, 2, 3).indices(2**70), slice(None, None, -1).indices(2**70), slice(-2**80, 2**80, -1).indices(2**70), slice(-2**69, None, 2**68).indices(2**70)',
    'slice(HasIndex(), None, HasIndex()).indices(10), slice(True, 3).indices(10)',
    'slice(1, 2).indices(-1)',
    "slice(1, 2).indices('a')",
    "slice('a').indices(5)",
    'slice(None, 1.5).indices(5)',
    'slice(1, 2, 0).indices(5)',
    "slice(1) == slice(1), slice(1) == slice(2), slice(1, 2) == (1, 2), slice(1) != slice(2), slice(1) < slice(2), slice(1, 2) >= slice(1, 1), slice('a') == slice('a')",
    'slice(1) < slice(None)',
    'slice(1) < 1',
    "hash(slice(1, 2)) == hash(slice(1, 2)), len({slice(1), slice(1), slice(2)}), {slice(1, 2): 'x'}[slice(1, 2)]",
    'hash(slice([]))',
    'slice()',
    'slice(1, 2, 3, 4)',
    'slice(stop=1)',
    'slice(1).foo',
    'slice(1, 2).__reduce__()',
    "type('X', (slice,), {})",
    "[0, 1, 2, 3, 4][slice(1, 4, 2)], 'abcdef'[slice(None, None, -2)], (1, 2, 3)[slice(-2, None)], b'abc'[slice(1)], range(10)[slice(2, 8, 3)]",
)

class Shows:
    def __getitem__(self, key):
        return key


s = Shows()
print(s[1:2], s[:], s[::2], s[1:2, 3], s[..., 1:], s["a":"b":"c"], s[1], s[()], s[1,])
try:
    slice(1).start = 2
except AttributeError as error:
    print(error)
