# SystemExit does not reach sys.excepthook; sys.exit inside the hook sets the exit code.
import sys


def hook(kind, value, traceback):
    print("hook", kind.__name__)
    sys.exit(9)


sys.excepthook = hook
try:
    raise SystemExit(2)
except SystemExit as error:
    print("caught", error.code)
raise ValueError("ends with 9")
