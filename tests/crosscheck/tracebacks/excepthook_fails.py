# An excepthook that raises: both exceptions are shown.
import sys


def hook(kind, value, traceback):
    raise KeyError("error in the hook")


sys.excepthook = hook
raise ValueError("original")
