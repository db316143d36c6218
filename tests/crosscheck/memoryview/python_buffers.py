# __buffer__ and __release_buffer__ of classes (PEP 688).
class Exporter:
    def __init__(self, data):
        self.data = bytearray(data)
        self.held = 0

    def __buffer__(self, flags):
        self.held += 1
        return memoryview(self.data)

    def __release_buffer__(self, view):
        self.held -= 1
        view.release()


e = Exporter(b"hello")
with memoryview(e) as m:
    print(m.tobytes(), m[0], e.held, m.readonly)
    m[0] = 72
    try:
        e.data.append(1)
    except BufferError as error:
        print(error)
print(e.held, e.data)
e.data.append(33)
print(bytes(e), bytearray(e), b"<" + e + b">", b"".join([e, e]), b"hello, Hello!".find(e), e.held)
print(str(e, "ascii"), bytes.fromhex("61") in [b"a"], e.held)
print(b"Hello!" == e, bytearray(b"Hello!") == e, memoryview(b"Hello!") == e)


class Wrong:
    def __buffer__(self, flags):
        return b"not a view"


class Failing:
    def __buffer__(self, flags):
        raise KeyError("no buffer")


for bad in (Wrong(), Failing()):
    for use in (memoryview, bytes):
        try:
            print(use(bad))
        except Exception as error:
            print(use.__name__, type(error).__name__, error)


class Bytes(bytes):
    def __buffer__(self, flags):
        return memoryview(b"from __buffer__")


print(memoryview(Bytes(b"own")).tobytes())
print(b"abc".__buffer__(0).tobytes(), bytearray(b"abc").__buffer__(0).readonly)
try:
    b"abc".__buffer__(1)
except BufferError as error:
    print(error)
