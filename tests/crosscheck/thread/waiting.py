# Locks, events, conditions, barriers, semaphores and queues between threads; timeouts; joining.
# recorded on Linux
import queue
import threading
import time

q, got = queue.Queue(3), []


def produce():
    for i in range(10): q.put(i)
    q.put(None)


def consume():
    while (item := q.get()) is not None: got.append(item)


threads = [threading.Thread(target=produce), threading.Thread(target=consume)]
for t in threads: t.start()
for t in threads: t.join()
print(got)

barrier, event, done = threading.Barrier(3), threading.Event(), []


def wait_for_all():
    barrier.wait()
    event.wait()
    done.append(1)


threads = [threading.Thread(target=wait_for_all) for _ in range(2)]
for t in threads: t.start()
barrier.wait()
print(done)
event.set()
for t in threads: t.join()
print(done, event.wait(0.01))

lock = threading.Lock()
lock.acquire()
start = time.monotonic()
print(lock.acquire(timeout=0.05), time.monotonic() - start >= 0.05, lock.acquire(blocking=False))
threading.Timer(0.02, lock.release).start()
print(lock.acquire(timeout=10))

condition, ready = threading.Condition(), []


def notify():
    with condition:
        ready.append("ready")
        condition.notify_all()


threading.Timer(0.02, notify).start()
with condition: print(condition.wait_for(lambda: ready, 10), condition.wait(0.01))

semaphore, most, running = threading.Semaphore(2), [], []


def limited():
    with semaphore:
        running.append(1)
        most.append(len(running))
        time.sleep(0.005)
        running.pop()


threads = [threading.Thread(target=limited) for _ in range(6)]
for t in threads: t.start()
for t in threads: t.join()
print(max(most))
t = threading.Thread(target=time.sleep, args=(0.2,), daemon=True)
for action in (t.join, lambda: t.start(), lambda: t.join(0.01), t.start, threading.current_thread().join):
    try: print(action(), t.is_alive())
    except RuntimeError as error: print("RuntimeError", error)


def last(): time.sleep(0.05); print("threads that are no daemons are waited for")


threading.Thread(target=last).start()
threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
print("the main thread ends")
