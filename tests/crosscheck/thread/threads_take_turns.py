# Threads share the interpreter: none starves, what one does the others see, and collections meet all their stacks.
# recorded on Linux
import gc
import threading
import time

counts, stop = [0] * 3, False


def spin(n):
    while not stop:
        counts[n] += 1


threads = [threading.Thread(target=spin, args=(n,)) for n in range(3)]
for t in threads: t.start()
while min(counts) < 1000: time.sleep(0.001)
stop = True
for t in threads: t.join()
print([t.is_alive() for t in threads], threading.active_count())


class Node:
    def __init__(self, value): self.value, self.me, self.items = value, self, [value]


def build(results, n):
    kept = [Node(i) for i in range(2000) if [Node(i) for _ in range(5)]]
    results[n] = all(node.me is node and node.items == [i] for i, node in enumerate(kept))


results = {}
threads = [threading.Thread(target=build, args=(results, n)) for n in range(4)]
for t in threads: t.start()
for _ in range(5): gc.collect()
for t in threads: t.join()
print(sorted(results.items()))


def counter():
    n = 0
    while True:
        try: n = (yield n) + 1
        except ValueError as error: n = repr(error)


# A generator may go on in another thread than the one that began it.
shared = counter()
print(next(shared))
t = threading.Thread(target=lambda: print(shared.send(5), shared.throw(ValueError("thrown"))))
t.start(); t.join()
print(shared.send(7))
