# recorded on Linux
# select, poll and epoll: which descriptors are ready.
import os
import select
import signal
import time

reader, writer = os.pipe()


class File:
    def fileno(self):
        return reader


def show(function, *arguments):
    try:
        print(function.__name__, repr(function(*arguments)))
    except OSError as error:
        print(function.__name__, type(error).__name__, error.strerror)
    except Exception as error:
        print(function.__name__, type(error).__name__, error)


file = File()
print(select.select([file], [writer], [], 0.01) == ([], [writer], []))
os.write(writer, b"x")
print(select.select([file], [], [], 1) == ([file], [], []), select.select([], [], [], 0))
# (Linux looks at no descriptors beyond the table that the process has, which holds 64 at least.)
for arguments in (1, [], []), (["x"], [], [], 0), ([], [], [], "x"), ([], [], [], -1), ([9999], [], [], 0), ([-1], [], [], 0), ([50], [], [], 0), ([], []):
    show(select.select, *arguments)
poll = select.poll()
poll.register(file)
poll.register(writer, select.POLLOUT)
print(sorted(poll.poll(10)) == sorted([(reader, select.POLLIN), (writer, select.POLLOUT)]))
poll.modify(writer, 0)
print(poll.poll() == [(reader, select.POLLIN)])
show(poll.modify, 99, 1)
show(poll.unregister, 99)
show(poll.register, reader, -1)
show(poll.register, reader, 2**16)
show(poll.register, "x")
show(poll.poll, "x")
show(poll.poll, 2**40)
show(select.select, [], [], [], -1e-100)
poll.unregister(reader)
start = time.monotonic()
print(poll.poll(50), time.monotonic() - start >= 0.05)
with select.epoll() as epoll:
    epoll.register(file, select.EPOLLIN)
    print(epoll.poll(1) == [(reader, select.EPOLLIN)], epoll.closed, epoll.fileno() > 2)
    show(epoll.register, reader, select.EPOLLIN)
    epoll.modify(reader, 0)
    print(epoll.poll(0), epoll.poll(-1 if False else 0.01, 5))
    epoll.unregister(reader)
    show(epoll.unregister, reader)
    show(epoll.poll, "x")
    show(epoll.poll, 0, 0)
    show(epoll.poll, 0, -2)
print(epoll.closed)
show(epoll.poll, 0)
show(epoll.fileno)
show(select.epoll, 0)
show(select.epoll, -2)
show(select.epoll, 1, 5)
os.read(reader, 1)
signal.signal(signal.SIGALRM, lambda number, frame: os.write(writer, b"y"))
for wait in (lambda: select.select([reader], [], [], 2)[0] == [reader]), (lambda: select.epoll.poll(watcher, 2) == [(reader, 1)]):
    watcher = select.epoll()
    watcher.register(reader, select.EPOLLIN)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    print("waits on:", wait(), os.read(reader, 1))
