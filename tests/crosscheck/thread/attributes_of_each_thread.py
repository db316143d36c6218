# threading.local: each thread has its own attributes, and __init__ runs in each.
# recorded on Linux
import gc
import threading
import weakref


def in_thread(function):
    t = threading.Thread(target=function)
    t.start(); t.join()


class Attributes(threading.local):
    kind = "class attribute"

    def __init__(self, start):
        self.start = start
        print("init", start)

    def double(self): return self.start * 2


mine = Attributes(5)
mine.start = 6


def other():
    print(mine.start, mine.double(), mine.kind, mine.__dict__)
    mine.extra = 1
    del mine.start
    print(mine.__dict__, hasattr(mine, "start"))


in_thread(other)
print(mine.start, mine.__dict__, hasattr(mine, "extra"))


class Watched: pass


def leave_something():
    global watch
    mine.watched = Watched()
    watch = weakref.ref(mine.watched)


in_thread(leave_something)
gc.collect()
print(watch())
for make in (lambda: threading.local(1), lambda: setattr(mine, "__dict__", {})):
    try: make()
    except (TypeError, AttributeError) as error: print(type(error).__name__, error)
