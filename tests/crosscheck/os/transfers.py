# recorded on Linux
# Moving data between descriptors, descriptors that are no files, and what the system refuses.
import os
import tempfile


def show(function, *arguments, **keywords):
    try:
        print(function.__name__, repr(function(*arguments, **keywords)))
    except Exception as error:
        print(function.__name__, type(error).__name__, error)


folder = tempfile.mkdtemp()
os.chdir(folder)
with open("a", "wb") as file:
    file.write(b"0123456789")
a = os.open("a", os.O_RDONLY)
b = os.open("b", os.O_RDWR | os.O_CREAT)
show(os.sendfile, b, a, 2, 5)
show(os.copy_file_range, a, b, 3, offset_src=7, offset_dst=5)
print(os.pread(b, 99, 0))
show(os.copy_file_range, a, b, -1)
show(os.sendfile, b, a, None, 2)
reader, writer = os.pipe()
show(os.splice, a, writer, 4, offset_src=1)
print(os.read(reader, 9))
show(os.splice, a, b, 4)
event = os.eventfd(3)
show(os.eventfd_read, event)
os.eventfd_write(event, 7)
show(os.eventfd_read, event)
show(os.eventfd, -1)
show(os.eventfd, 2**40)
print(os.readlink(f"/proc/self/fd/{os.memfd_create('x')}"))
show(os.memfd_create, "a\0")
full = os.open("/dev/full", os.O_WRONLY)
show(os.write, full, b"x")
show(os.link, "a", "c")
show(os.link, "a", "c")
show(os.mkfifo, "f")
show(os.mkfifo, "f")
os.symlink("a", "s")
show(os.chmod, "s", 0o600, follow_symlinks=False)
show(os.posix_fallocate, b, 0, 100)
show(os.posix_fallocate, 99, 0, 1)
show(os.posix_fadvise, b, 0, 0, os.POSIX_FADV_NORMAL)
show(os.lockf, b, os.F_LOCK, 0)
show(os.preadv, a, [bytearray(2), bytearray(2)], 3)
show(os.pwritev, b, [b"xy", b"z"], 1)
print(os.pread(b, 5, 0))
show(os.readv, a, [b"x"])
show(os.set_blocking, reader, False)
show(os.read, reader, 1)
show(os.ctermid)
for function, *arguments in [(os.stat, "a/x"), (os.rmdir, "."), (os.listdir, "a"), (os.scandir, "a"), (os.open, "a/b", 0), (os.open, "x" * 300, 0), (os.unlink, "."),
                             (os.rename, "a", "nope/b"), (os.chdir, "a"), (os.statvfs, "nope"), (os.fstatvfs, 99), (os.truncate, "a", -1)]:
    show(function, *arguments)
os.utime("s", (1, 1), follow_symlinks=False)
print(os.lstat("s").st_mtime, os.stat("s").st_mtime > 1)
show(os.dup2, reader, 77)
show(os.get_inheritable, 77)
show(os.dup2, reader, 78, False)
show(os.get_inheritable, 78)
show(os.dup2, -1, 5)
show(os.closerange, 70, 80)
show(os.fstat, 77)
show(os.sched_setaffinity, 0, [2**70])
show(os.sched_setaffinity, 0, [2**40])
show(os.sysconf, -99)
for name in "abcfs":
    os.unlink(name)
os.chdir("/")
os.rmdir(folder)
