# OSError picks a subclass from errno; its attributes; subclasses may be raised directly.
import errno

for name in (
    "ENOENT", "EACCES", "EPERM", "EEXIST", "ENOTDIR", "EISDIR", "EAGAIN", "EPIPE", "ECHILD", "EINTR", "ESRCH",
    "ETIMEDOUT", "ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EINPROGRESS", "EALREADY", "ESHUTDOWN", "EINVAL",
    "ENOSPC",
):
    e = OSError(getattr(errno, name), "message", "file1")
    print(name, type(e).__name__, e.errno == getattr(errno, name), e.strerror, e.filename, e.filename2)
e = OSError("only one argument")
print(e.errno, e.strerror, e.filename, e.args)
e = OSError(1000000, "two")
print(type(e).__name__, e.errno, e.args, str(e))
e = OSError(1000000, "five", "a", None, "b")
print(e, e.filename2, e.args)


class Mine(OSError): pass


print(
    type(Mine(errno.ENOENT, "x")).__name__, type(FileNotFoundError(errno.EEXIST, "x")).__name__,
    str(FileNotFoundError("just text")),
)
b = BlockingIOError(1000000, "m", 5)
print(b.characters_written, b.filename, b.args == (1000000, "m", 5))
try:
    BlockingIOError(1000000, "m").characters_written
except AttributeError as error:
    print(error)
e.errno, e.strerror = 1000001, "changed"
print(e)
try:
    open("/no/such/file")
except FileNotFoundError as error:
    print(error.errno == errno.ENOENT, error.strerror, error.filename)
print(errno.errorcode[errno.ENOENT], issubclass(ConnectionResetError, ConnectionError))
