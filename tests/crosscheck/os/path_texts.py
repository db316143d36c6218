# Paths as texts: what posixpath takes from the module posix.
import os
import os.path


class Path:
    def __init__(self, value):
        self.value = value

    def __fspath__(self):
        return self.value


paths = ["", ".", "..", "/", "//", "///", "a", "a/", "a/b", "a//b", "a/./b", "a/../b", "../a", "a/../..", "/..", "//..",
         "/../a", "///a", "//a/../..", "./.", "a/b/../../..", "...", "a/.../b", "\u20ac/\U0001f600/..", "a\0/../b", "\ud800/x"]
for path in paths:
    print(ascii(path), ascii(os.path.normpath(path)), ascii(os.path.splitroot(path)))
for path in paths[:22]:
    path = path.encode()
    print(path, os.path.normpath(path), os.path.splitroot(path))
print(os.path.normpath(Path("x/../y")), os.path.splitroot(Path(b"/y")))
for value in 1, None, Path(3), ["a"]:
    for function in os.path.normpath, os.path.splitroot, os.fspath, os.fsencode, os.fsdecode:
        try:
            print(function(value))
        except Exception as error:
            print(function.__name__, type(error).__name__, error)
print(os.fsencode("\udc80\xe9"), ascii(os.fsdecode(b"\x80\xc3\xa9")))
print(os.path.join("a", "/b", "c"), os.path.relpath("/a/b", "/a/c"), os.path.commonpath(["/a/b", "/a/c"]))
