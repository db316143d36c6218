# recorded on Linux
# A handler runs soon: at the end of a call of a built-in function, and within a recursion that has no loops.
import os
import signal
import threading
import time


def fail(number, frame):
    raise TimeoutError(frame.f_code.co_name)


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def sent_to_itself():
    try:
        os.kill(os.getpid(), signal.SIGALRM)
        print("not reached")
    except TimeoutError as error:
        print("killed:", error)


def within_a_recursion():
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        fibonacci(60)
    except TimeoutError as error:
        print("recursion:", error)


def between_calls():
    # Another thread gets its turn between two calls of built-in functions too, not only where the loop goes back.
    place, seen, done = "", set(), False

    def look():
        while not done:
            seen.add(place)
            time.sleep(0.001)

    watcher = threading.Thread(target=look)
    watcher.start()
    deadline = time.monotonic() + 20
    while not seen >= {"between", "end"} and time.monotonic() < deadline:
        place = "between"
        for _ in [0]:
            abs(-1)
            abs(-2)
        place = "end"
        abs(-3)
    done = True
    watcher.join()
    print(sorted(seen - {""}))


signal.signal(signal.SIGALRM, fail)
sent_to_itself()
within_a_recursion()
between_calls()
