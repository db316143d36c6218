# An exception that ends a thread is shown, or goes to threading.excepthook; SystemExit ends a thread quietly.
# recorded on Linux
import sys
import threading


def run(function, name):
    t = threading.Thread(target=function, name=name)
    t.start(); t.join()


def hook(args): print(args.exc_type, args.exc_value, args.exc_traceback is not None, args.thread.name)


run(sys.exit, "quiet")
threading.excepthook = hook
run(lambda: 1 / 0, "divides")
threading.excepthook = threading.__excepthook__
sys.stderr = sys.stdout
del hook
