# _thread: locks as one thread sees them.
import _thread


def attempt(function, *args, **keywords):
    try:
        print(function(*args, **keywords))
    except Exception as e:
        print(type(e).__name__, "-", e)


lock = _thread.allocate_lock()
print(type(lock) is _thread.LockType, lock.locked(), lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(blocking=False))
print(lock.acquire(timeout=0.01), lock.acquire(True, 0), lock.release(), lock.locked())
attempt(lock.release)
attempt(lock.acquire, False, 1)
attempt(lock.acquire, True, -2)
attempt(lock.acquire, timeout="x")
with lock as entered:
    print(entered, lock.locked())
print(lock.locked())

lock = _thread.RLock()
print(lock.acquire(), lock.acquire(False), lock._is_owned(), lock._recursion_count(), lock.release(), lock._recursion_count())
with lock as entered:
    print(entered, lock._recursion_count())
print(lock.release(), lock._is_owned())
attempt(lock.release)
print(_thread.get_ident() == _thread.get_ident(), isinstance(_thread.get_ident(), int), _thread.error is RuntimeError)
