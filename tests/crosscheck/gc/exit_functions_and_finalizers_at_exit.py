# At exit: functions of atexit, last registered first; then variables go, those with a single underscore first.
import atexit


class Logged:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name, Logged)


@atexit.register
def first(): print("registered first")
def with_arguments(*args, **kwargs): print("arguments", args, kwargs, kept.name)
print(atexit.register(with_arguments, 1, key=2) is with_arguments)
atexit.register(first)
atexit.unregister(first)
try:
    atexit.register(5)
except TypeError as error:
    print(error)
kept = Logged("kept")
_private = Logged("private")
in_list = [Logged("in a list")]
def generator():
    try:
        yield
    finally:
        print("generator closed")
suspended = generator()
next(suspended)
print("end of the program")
