# The functions of the gc module, as far as they do not speak of reference counts.
# watches collection
import gc

print(gc.isenabled())
gc.disable()
print(gc.isenabled(), type(gc.collect()).__name__)
gc.enable()
print(gc.isenabled(), gc.get_debug(), type(gc.get_count()).__name__, len(gc.get_count()), len(gc.get_threshold()))
for generation in (0, 1, 2):
    print(gc.collect(generation) >= 0, gc.collect(generation=generation) >= 0)
for bad in (3, -1, "x", None):
    try:
        gc.collect(bad)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
class C: pass
def cycle():
    c = C()
    c.me = c
cycle()
print(gc.collect() >= 1, isinstance(gc.collect(), int))
c = C()
c.attribute = [1, 2]
print(
    gc.is_tracked(c), gc.is_tracked([]), gc.is_tracked(1), gc.is_tracked("s"),
    any(o is c.attribute or o is c.__dict__ for o in gc.get_referents(c)), gc.is_finalized(c),
)
print(gc.garbage, type(gc.callbacks).__name__, len(gc.get_stats()), sorted(gc.get_stats()[0]))
events = []
def callback(phase, info): events.append((phase, sorted(info)))
gc.callbacks.append(callback)
gc.collect()
gc.callbacks.remove(callback)
print(events)
gc.freeze()
print(gc.get_freeze_count() >= 0)
gc.unfreeze()
print(gc.get_freeze_count())
gc.set_threshold(500, 5, 5)
gc.set_debug(0)
try:
    gc.set_threshold()
except TypeError:
    print("TypeError")
