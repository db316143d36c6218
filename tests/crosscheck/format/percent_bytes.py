# The % operator of bytes and bytearray.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


class WithBytes:
    def __bytes__(self):
        return b"from __bytes__"

    def __repr__(self):
        return "é"


for expression in [
    "b'%s' % b'x'",
    "b'%b' % bytearray(b'x')",
    "b'%s' % memoryview(b'ab')",
    "b'%s' % 'a'",
    "b'%b' % 1",
    "b'%s' % WithBytes()",
    "b'%a' % 'é'",
    "b'%r' % 'é'",
    "b'%r' % WithBytes()",
    "b'%c' % 65",
    "b'%c' % 256",
    "b'%c' % -1",
    "b'%c' % b'a'",
    "b'%c' % bytearray(b'a')",
    "b'%c' % b'ab'",
    "b'%c' % 'a'",
    "b'%c' % 1.5",
    "b'%d' % 42",
    "b'%5d|' % 42",
    "b'%x' % 255",
    "b'%.2f' % 3.14159",
    "b'%e' % 1.5",
    "b'%d' % 'a'",
    "b'%s %s' % (b'1', b'2')",
    "b'%s %s' % (b'1',)",
    "b'abc' % 1",
    "b'abc' % b''",
    "b'%(a)s' % {b'a': b'1'}",
    "b'%(a)s' % {'a': b'1'}",
    "b'%(a)s' % 5",
    "b'%%' % ()",
    "b'%' % ()",
    "b'%y' % 1",
    "b'%.2s|' % b'abc'",
    "b'%5s|' % b'a'",
    "b'%-5b|' % b'a'",
    "b'%*d' % (5, 1)",
    "b'%d' % 1.9",
    "b'%s' % None",
    "b'%i%%' % 5",
    "bytearray(b'<%s>') % b'x'",
    "type(bytearray(b'%d') % 5).__name__",
    "type(b'%d' % 5).__name__",
]:
    show(expression)
