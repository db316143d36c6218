# gc.collect() gives the number of objects in cycles that were unreachable; what is in no cycle does not count.
# watches collection
import gc


def nothing(): [[], {}, object()]
def a_list():
    l = []
    l.append(l)
def two_lists():
    a, b = [], []
    a.append(b)
    b.append(a)
def a_dict():
    d = {}
    d["me"] = d
def tuple_in_list():
    t = ([],)
    t[0].append(t)
def hangs_on_a_cycle():
    l = [[1], {2: 3}]
    l.append(l)


for function in (nothing, a_list, two_lists, a_dict, tuple_in_list, hangs_on_a_cycle):
    gc.collect()
    function()
    print(function.__name__, gc.collect())
gc.set_debug(gc.DEBUG_SAVEALL)
two_lists()
print(gc.collect(), gc.garbage)
gc.set_debug(0)
gc.garbage.clear()
gc.collect()
events = []
def callback(phase, info): events.append((phase, info["generation"], info["collected"]))
gc.callbacks.append(callback)
a_list()
gc.collect()
gc.collect(0)
gc.callbacks.clear()
print(events)
x, y = [1], {3: 2}
print(sorted(map(str, gc.get_referents(x, y))))
holder = [x]
print([r for r in gc.get_referrers(x) if r is holder])
print(gc.is_tracked(x), gc.is_tracked(()), gc.is_tracked("a"), gc.is_tracked(1), gc.is_finalized(x))
