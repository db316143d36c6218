# Callbacks of one object run from the newest to the oldest, each to its end before the next one begins.
# watches collection
import gc
from _weakref import ref

log = []


def note(text):
    log.append(text)


def callback(name):
    def called(_):
        note("begin " + name)
        for _ in range(3):
            note(name)
        note("end " + name)
    return called


class Referent:
    pass


referent = Referent()
references = [ref(referent, callback(name)) for name in "abc"]
del referent
gc.collect()
print(*log, sep="\n")
