# queue.SimpleQueue and statistics' quantiles of the normal distribution: native halves.
import _queue
import queue
import statistics
import sys
import weakref
from _statistics import _normal_dist_inv_cdf

print(queue.SimpleQueue is _queue.SimpleQueue, queue.Empty is _queue.Empty, queue.SimpleQueue.__module__, queue.Empty.__doc__)
q = queue.SimpleQueue()
for i in range(300):
    q.put(i)
print(q.qsize(), q.empty(), [q.get() for _ in range(250)][-3:], q.get(timeout=5), q.get_nowait(), q.qsize())
for i in range(100):
    q.put_nowait(i)
print([q.get(False) for _ in range(148)][::20], q.empty())
for call in (lambda: q.get(False), lambda: q.get_nowait(), lambda: q.get(timeout=-1), lambda: q.get(timeout=0.01), lambda: q.get(timeout="a"), lambda: q.put(), lambda: q.put(1, 2, 3, 4),
             lambda: q.get(block=0, timeout=-1)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
q.put(1, False, 5)
q.put(item=2, block=True, timeout=None)
print(q.get(True), q.get(), queue.SimpleQueue[int], weakref.ref(q)() is q)


class Counting(queue.SimpleQueue):
    def put(self, item):
        super().put((item, self.qsize()))


counting = Counting()
counting.put("a")
counting.put("b")
print(counting.get(), counting.get())
for arguments in ((0.5, 0, 1), (0.1, 2, 3), (0.001, 0, 1), (0.9999999, 5, 2), (1e-200, 0, 1), (0, 0, 1), (1, 0, 1), (0.5, 0, 0), (0.5, "a", 1), (0.075, 1, 1), (0.925, 1, 1)):
    try:
        print(arguments, _normal_dist_inv_cdf(*arguments))
    except Exception as error:
        print(arguments, type(error).__name__, error)
print(statistics.NormalDist(100, 15).quantiles(5))
