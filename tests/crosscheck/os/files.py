# Files and directories: making, looking at, renaming and removing them.
import os
import stat

base = "/tmp/crosscheck-files-%d" % os.getpid()
os.mkdir(base)
os.chdir(base)
try:
    descriptor = os.open("one", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    print(os.write(descriptor, b"hello"), os.lseek(descriptor, 0, 1))
    os.close(descriptor)
    try:
        os.open("one", os.O_CREAT | os.O_EXCL)
    except FileExistsError as error:
        print(error.strerror, error.filename)
    status = os.stat("one")
    print(status.st_size, oct(status.st_mode), status.st_nlink, stat.filemode(status.st_mode))
    print(status[6] == status.st_size, int(status.st_mtime) == status[8], status.st_mtime_ns // 10**9 == status[8])
    os.utime("one", (1, 2.5))
    status = os.stat("one")
    print(status.st_atime, status.st_mtime, status.st_mtime_ns, status[8])
    os.utime("one", ns=(5_000_000, 1234567890123000000))
    status = os.stat("one")
    print(status.st_atime_ns, status.st_mtime_ns)
    descriptor = os.open("one", os.O_RDWR)
    print(os.read(descriptor, 2), os.pread(descriptor, 3, 1), os.pwrite(descriptor, b"J", 0), os.read(descriptor, 100))
    print(os.read(descriptor, 10), os.lseek(descriptor, 0, 0), os.readv(descriptor, [first := bytearray(2), second := bytearray(9)]))
    print(first, second, os.writev(descriptor, [b"ab", memoryview(b"cd")]), os.fstat(descriptor).st_size)
    buffer = bytearray(b"........")
    os.lseek(descriptor, 0, 0)
    print(os.readinto(descriptor, memoryview(buffer)[1:4]), buffer)
    os.ftruncate(descriptor, 3)
    os.close(descriptor)
    print(os.stat("one").st_size, open("one").read())
    os.truncate("one", 1)
    os.rename("one", b"two")
    os.symlink("two", "link")
    print(os.readlink("link"), os.readlink(b"link"), os.path.islink("link"), os.path.samefile("link", "two"))
    print(stat.S_ISLNK(os.lstat("link").st_mode), stat.S_ISLNK(os.stat("link").st_mode))
    os.makedirs("deep/er/est")
    os.makedirs("deep/er/est", exist_ok=True)
    for path in "deep", "two", "nowhere":
        try:
            os.rmdir(path)
        except OSError as error:
            print(type(error).__name__, error.strerror, error.filename)
    print(sorted(os.listdir()), sorted(os.listdir(b".")), os.listdir("deep/er"))
    with os.scandir() as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            print(entry, entry.path, os.fspath(entry), entry.is_dir(), entry.is_file(), entry.is_symlink(),
                  entry.is_file(follow_symlinks=False), entry.stat().st_size, entry.inode() == entry.stat(follow_symlinks=False).st_ino)
    with os.scandir("deep") as entries:
        entry = next(entries)
        print(entry.path, entry.stat() is entry.stat(), list(entries))
    print([entry.path for entry in os.scandir(b"deep")])
    for here, directories, files in os.walk("."):
        print(here, sorted(directories), sorted(files))
    os.chmod("two", 0o640)
    print(oct(os.stat("two").st_mode), os.access("two", os.F_OK), os.access("nowhere", os.R_OK))
    os.removedirs("deep/er/est")
    os.unlink("link")
    os.remove("two")
    print(os.listdir(), os.getcwd() == os.path.realpath(base), os.getcwdb() == os.fsencode(os.path.realpath(base)))
finally:
    os.chdir("/")
    os.rmdir(base)
os.environ["CROSSCHECK"] = "\udc80x"
print(ascii(os.environ["CROSSCHECK"]), os.environb[b"CROSSCHECK"], ascii(os.getenv("CROSSCHECK")))
del os.environ["CROSSCHECK"]
print("CROSSCHECK" in os.environ, os.environ.get("CROSSCHECK"))
