# What functions of the module os say to arguments that they cannot use.
import os
import stat


class Path:
    def __init__(self, value):
        self.value = value

    def __fspath__(self):
        return self.value


class File:
    def __init__(self, value):
        self.value = value

    def fileno(self):
        return self.value


def show(function, *arguments, **keywords):
    try:
        result = function(*arguments, **keywords)
    except OSError as error:
        print(function.__name__, type(error).__name__, error.strerror, repr(error.filename), repr(error.filename2))
    except Exception as error:
        print(function.__name__, type(error).__name__, error)
    else:
        print(function.__name__, "gives", repr(result))


print("paths")
for value in None, object, 1.5, bytearray(b"x"), Path(3), 10**30, -(10**30):
    show(os.stat, value)
for value in "a\0b", b"a\0b", Path("zz\0"):
    show(os.stat, value)
show(os.stat)
show(os.stat, "\ud800")
show(os.lstat, 3)
show(os.listdir, 1.5)
show(os.scandir, object)
show(os.rename, 1, "x")
show(os.rename, "x", None)
show(os.rename, "/nowhere", "/elsewhere")
show(os.open, 3, 0)
show(os.open, "x")
show(os.open, "x", "y")
show(os.open, "x", 2**40)
show(os.symlink, "a", 1)
show(os.symlink, "a", "/nowhere/b")
show(os.readlink, "/nowhere")
show(os.readlink, ".")
show(os.unlink, b"/nowhere")
show(os.listdir, Path("/nowhere"))

print("directories")
for value in "x", 10**30, 1.0:
    show(os.stat, ".", dir_fd=value)
show(os.stat, 1, dir_fd=1)
show(os.stat, 1, follow_symlinks=False)
show(os.chown, 1, -1, -1, dir_fd=3)

print("descriptors")
show(os.read, "x", 1)
show(os.read, 0, "x")
show(os.read, 0, -1)
show(os.read, 99, 1)
show(os.write, 99, "x")
show(os.write, 99, b"x")
show(os.close, 99)
show(os.close, 2**40)
show(os.close, 1.5)
show(os.fstat, -1)
for value in object, "x", -5, File("x"), File(-1), File(99):
    show(os.fsync, value)
show(os.isatty, -1)
show(os.lseek, 99, 0, 0)
show(os.lseek, 99, "a", 0)
show(os.dup, 99)
show(os.readv, 0, 5)
show(os.writev, 0, 5)
show(os.writev, 0, ["x"])
show(os.readinto, 0, b"x")

print("times")
show(os.utime, "/nowhere")
show(os.utime, ".", (1, 2), ns=(1, 2))
for value in 5, (1,), ("a", 2), [1, 2], (float("nan"), 1), (1e300, 1):
    show(os.utime, ".", value)
for value in 5, (1,), ("a", 2):
    show(os.utime, ".", ns=value)

print("numbers")
show(os.chown, ".", "x", 1)
show(os.chown, ".", -2, 1)
show(os.chown, ".", 2**40, 1)
show(os.chown, ".", 1, 1.5)
show(os.major, 2**70)
show(os.major, -1)
show(os.minor, "x")
show(os.makedev, 1, 2)
show(os.urandom, -1)
show(os.strerror, "x")
show(os.umask, "x")
show(os.sysconf, "SC_NOPE")
show(os.sysconf, 1.5)
for value in -1, 256 * 3, 9, 127 | 256, "x", 2**40:
    show(os.waitstatus_to_exitcode, value)

print("environment")
show(os.putenv, "a=b", "c")
show(os.putenv, "a\0", "c")
show(os.putenv, 1, "c")
show(os.putenv, "a", 1)
show(os.unsetenv, "")
show(os.getenv, "NO_SUCH_VARIABLE_HERE", "default")

print("types")
show(os.DirEntry)
show(os.stat_result, (1, 2))
show(os.terminal_size, (1,))
print(os.stat_result(range(10)))
print(os.stat_result(range(10)).st_mtime, os.stat_result(range(19)).st_mtime, os.stat_result(range(19)).st_rdev)
print(os.stat_result.n_fields >= 19, os.stat_result.n_sequence_fields, os.stat_result.n_unnamed_fields)
print(os.terminal_size((80, 24)), os.uname_result("abcde"))

print("modes")
for value in -1, 2**70, "x", 1.5:
    show(stat.filemode, value)
for value in 0, 0o107777, 0o100644, 0o40755, 0o120777, 0o020600, 0o060660, 0o010600, 0o140600, 0o102644, 0xFFFF:
    print(oct(value), stat.filemode(value), stat.S_ISDIR(value), stat.S_ISREG(value), oct(stat.S_IMODE(value)))
