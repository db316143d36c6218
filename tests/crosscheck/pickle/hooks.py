# Subclasses of Pickler and Unpickler: persistent ids, reducer_override, dispatch_table, find_class, memo, buffers, state setters.
import copyreg
import io
import pickle


class Thing:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Thing({self.name!r})"


class Saver(pickle.Pickler):
    def persistent_id(self, obj):
        return ("thing", obj.name) if isinstance(obj, Thing) else None


class Loader(pickle.Unpickler):
    def persistent_load(self, pid):
        return Thing("loaded " + pid[1]) if isinstance(pid, tuple) else Thing(pid)

    def find_class(self, module, name):
        print("  find_class", module, name)
        return super().find_class(module, name)


for protocol in (1, 2, 4, 5):
    file = io.BytesIO()
    Saver(file, protocol).dump([Thing("a"), {"b": Thing("b")}, complex(1)])
    print(Loader(io.BytesIO(file.getvalue())).load())
file = io.BytesIO()
saver = pickle.Pickler(file, 0)
saver.persistent_id = lambda obj: "id" if isinstance(obj, Thing) else None
saver.dump(Thing("x"))
print(file.getvalue(), Loader(io.BytesIO(file.getvalue())).load())
del saver.persistent_id
print(saver.persistent_id(5), pickle.Pickler(file).persistent_id(Thing("q")))
try:
    pickle.loads(b"\x80\x05NQ.")
except pickle.UnpicklingError as error:
    print(error)


class Override(pickle.Pickler):
    def reducer_override(self, obj):
        if isinstance(obj, Thing):
            return Thing, ("overridden " + obj.name,)
        if obj is Thing:
            return "Thing"
        return NotImplemented


file = io.BytesIO()
Override(file).dump([Thing("a"), Thing, len, 5])
print(pickle.loads(file.getvalue()))
file = io.BytesIO()
table = pickle.Pickler(file)
try:
    table.dispatch_table
except AttributeError as error:
    print(error)
table.dispatch_table = copyreg.dispatch_table.copy()
table.dispatch_table[Thing] = lambda obj: (Thing, ("by table " + obj.name,))
table.dump(Thing("c"))
print(pickle.loads(file.getvalue()), table.bin, table.fast)
copyreg.pickle(Thing, lambda obj: (Thing, ("by copyreg " + obj.name,)))
print(pickle.loads(pickle.dumps(Thing("d"))))
del copyreg.dispatch_table[Thing]


def setter(obj, state):
    obj.name = "set " + state


class WithSetter(Thing):
    def __reduce__(self):
        return WithSetter, (self.name,), self.name, None, None, setter


print(pickle.loads(pickle.dumps(WithSetter("e"))))
copyreg.add_extension("__main__", "Thing", 0xf123)
data = pickle.dumps(Thing)
print(data, pickle.loads(data))
copyreg.remove_extension("__main__", "Thing", 0xf123)

file = io.BytesIO()
saver = pickle.Pickler(file)
shared = ["shared"]
saver.dump(shared)
saver.dump(shared)
print(file.getvalue(), sorted(number for number, _ in saver.memo.copy().values()))
saver.clear_memo()
saver.dump(shared)
print(len(saver.memo.copy()), len(file.getvalue()))
loader = pickle.Unpickler(io.BytesIO(file.getvalue()))
first, second, third = loader.load(), loader.load(), loader.load()
print(first is second, first is third, loader.memo.copy())
memo = saver.memo.copy()
other = pickle.Pickler(io.BytesIO())
other.memo = memo
print(len(other.memo.copy()), other.memo.__reduce__()[0])
for bad in (5, {1: 2}, {1: (1,)}):
    try:
        other.memo = bad
    except TypeError as error:
        print(error)

for source in (b"abc", bytearray(b"xyz")):
    buffers = []
    wrapped = pickle.PickleBuffer(source)
    data = pickle.dumps([wrapped, wrapped], protocol=5, buffer_callback=buffers.append)
    print(data, buffers == [wrapped, wrapped], bytes(wrapped), wrapped.raw().readonly)
    print(pickle.dumps(wrapped), pickle.loads(data, buffers=buffers)[0] is wrapped, [bytes(b) for b in pickle.loads(data, buffers=[b"1", b"2"])])
    for given in (None, [], [b"1"]):
        try:
            pickle.loads(data, buffers=given)
        except pickle.UnpicklingError as error:
            print(error)
    wrapped.release()
    for use in (wrapped.raw, lambda: bytes(wrapped), lambda: pickle.dumps(wrapped)):
        try:
            use()
        except (ValueError, pickle.PickleError) as error:
            print(type(error).__name__, error)


class Lines:
    """A file that gives a few bytes at a time, and may be peeked at."""
    def __init__(self, data):
        self.file = io.BytesIO(data)

    def read(self, size):
        return self.file.read(size)

    def readline(self):
        return self.file.readline()

    def peek(self, size):
        at = self.file.tell()
        data = self.file.read(min(size, 7))
        self.file.seek(at)
        return data


many = [[i, str(i), {"k": i * 1.5}] for i in range(50)]
for protocol in range(6):
    data = pickle.dumps(many, protocol) + pickle.dumps("next", protocol)
    file = Lines(data)
    assert pickle.load(file) == many
    print(protocol, pickle.load(file), file.read(5))
print(pickle.loads(b"(S'caf\\xc3\\xa9'\np0\nU\x02\xc3\xa9l.", encoding="utf-8"), pickle.loads(b"U\x02\xc3\xa9.", encoding="bytes"),
      pickle.loads(b"c__builtin__\nxrange\n(I1\nI2\ntR."), pickle.loads(b"U\x01\xe9.", errors="replace"))
