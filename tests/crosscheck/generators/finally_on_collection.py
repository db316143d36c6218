# A suspended generator that becomes garbage is closed: its finally blocks run, at the latest in gc.collect().
# watches collection
import gc

log = []


def g(name):
    try:
        yield name
    finally:
        log.append(name)


def abandon():
    it = g("abandoned")
    next(it)
    unstarted = g("unstarted")
    done = g("done")
    list(done)


abandon()
gc.collect()
print(log)
log.clear()


def cycle():
    def inner():
        try:
            yield holder
        finally:
            log.append("cycle")
    holder = [None]
    it = inner()
    holder[0] = it
    next(it)


cycle()
gc.collect()
print(log)
log.clear()


def for_break():
    for x in g("broken loop"):
        break


for_break()
gc.collect()
print(log)
log.clear()


def with_exception():
    it = g("during exception")
    next(it)
    raise KeyError


try:
    with_exception()
except KeyError:
    pass
gc.collect()
print(log)


def awkward():
    try:
        yield
    except GeneratorExit:
        log.append("saw GeneratorExit")
        raise


def drop():
    next(awkward())


drop()
gc.collect()
print(log[-1])
