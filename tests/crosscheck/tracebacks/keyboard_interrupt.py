# An uncaught KeyboardInterrupt: traceback and exit code 130.
def work():
    raise KeyboardInterrupt


try:
    work()
except Exception:
    print("an Exception it is not")
finally:
    print("cleanup")
