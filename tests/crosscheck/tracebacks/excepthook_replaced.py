# sys.excepthook decides what is shown of an uncaught exception; the exit code stays 1.
import sys


def hook(kind, value, traceback):
    print("hook called:", kind.__name__, value, traceback.tb_lineno)
    while traceback:
        print("  in", traceback.tb_frame.f_code.co_name)
        traceback = traceback.tb_next


sys.excepthook = hook
def f(): raise ValueError("for the hook")
print(sys.__excepthook__ is not hook)
f()
