# recorded on Linux
# watches collection
# The module mmap: memory and files as sequences of bytes with a position.
import mmap
import os
import tempfile

map = mmap.mmap(-1, 10)


def show(name, *arguments):
    try:
        print(name, repr(getattr(map, name)(*arguments)))
    except OSError as error:
        print(name, type(error).__name__, error.strerror)
    except Exception as error:
        print(name, type(error).__name__, error)


print(repr(map))
for name, *arguments in [
    ("write", b"hello"), ("tell",), ("read_byte",), ("seek", 99), ("seek", -1), ("seek", 1, 9), ("write", b"x" * 99), ("write_byte", 300),
    ("write_byte", "x"), ("find", b"l"), ("find", b"l", 3), ("find", b"l", 0, 2), ("find", "x"), ("rfind", b"l", 0), ("rfind", b"l", 0, 3), ("move", 0, 5, 9), ("move", 5, 0, 3),
    ("move", -1, 0, 0), ("flush",), ("flush", 3, 99), ("madvise", mmap.MADV_NORMAL), ("madvise", 0, 99), ("madvise", 0, 0, -1), ("__getitem__", 0), ("__getitem__", 99),
    ("__getitem__", -1), ("__getitem__", "x"), ("__getitem__", slice(1, 4)), ("__getitem__", slice(8, 1, -2)), ("__setitem__", 0, 1),
    ("__setitem__", 0, "x"), ("__setitem__", 0, 300), ("__setitem__", slice(0, 2), b"xyz"), ("__setitem__", slice(0, 4, 2), b"xy"),
    ("__setitem__", slice(0, 2), "xy"), ("__delitem__", 0), ("__delitem__", slice(0, 1)), ("__len__",), ("read", None), ("read", "x"), ("readline",), ("resize", -1),
]:
    show(name, *arguments)
view = memoryview(map)
print(view.nbytes, view.format, view.readonly, bytes(view[:3]))
show("close")
show("resize", 20)
view.release()
show("close")
for name in "read", "tell", "__len__", "flush":
    show(name)
print(map.closed, repr(map))
for arguments, keywords in [((-1, 0), {}), ((-1, "x"), {}), ((-1, -1), {}), ((99, 10), {}), ((-1, 10), {"offset": -1}), ((-1, 10), {"access": 9}),
                            ((-1, 10), {"access": 1, "prot": 1}), ((-1, 2**70), {})]:
    try:
        mmap.mmap(*arguments, **keywords)
    except Exception as error:
        print(type(error).__name__, error)
with tempfile.TemporaryFile() as file:
    file.write(b"first\nsecond\n")
    file.flush()
    with mmap.mmap(file.fileno(), 0) as map:
        print(len(map), map.size(), map.readline(), map.readline(), map.readline(), list(map[:3]), b"sec" in map[:])
        map[0:5] = b"FIRST"
        map.resize(20)
        print(len(map), os.fstat(file.fileno()).st_size, map[13:])
        map.flush()
    print(os.pread(file.fileno(), 6, 0))
    with mmap.mmap(file.fileno(), 5, access=mmap.ACCESS_READ) as map:
        print(repr(map), memoryview(map).readonly)
        show("__setitem__", 0, 1)
        show("write", b"x")
        show("resize", 3)
    with mmap.mmap(file.fileno(), 5, access=mmap.ACCESS_COPY) as map:
        map[0] = 0
        print(map[:], os.pread(file.fileno(), 5, 0))
    for length in 1000, 0:
        try:
            mmap.mmap(file.fileno(), length, offset=0 if length else 2**20)
        except Exception as error:
            print(type(error).__name__, error)
    file.truncate(0)
    try:
        mmap.mmap(file.fileno(), 0)
    except ValueError as error:
        print(error)
