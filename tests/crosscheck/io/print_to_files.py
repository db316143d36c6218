# print(): file, sep, end and flush with files of all kinds.
import _io
import sys


class Log:
    def __init__(self):
        self.calls = []

    def write(self, text):
        self.calls.append(text)

    def flush(self):
        self.calls.append("FLUSH")


log = Log()
print(1, "two", [3], file=log)
print(file=log)
print("a", "b", sep="", end="", file=log, flush=True)
print("a", sep=None, end=None, file=log)
print(log.calls)
print("to the real one", file=None)


class WriteOnly:
    def write(self, text):
        return "ignored"


print("x", file=WriteOnly())
for arguments in ({"file": 5}, {"file": WriteOnly(), "flush": True}, {"sep": 1}, {"end": b""}, {"nothing": 1}, {"file": open("closed", "w").close()}):
    try:
        print("x", **arguments)
    except Exception as e:
        print(type(e).__name__, e)
f = open("data", "w")
print("line", file=f)
f.close()
try:
    print("line", file=f)
except ValueError as e:
    print(e)
with open("data", "rb") as f:
    print(f.read())
    try:
        print("x", file=f)
    except Exception as e:
        print(type(e).__name__, e)
with open("data", "wb") as f:
    try:
        print("x", file=f)
    except Exception as e:
        print(type(e).__name__, e)
saved, sys.stdout = sys.stdout, _io.StringIO()
print("captured", 1)
text = sys.stdout.getvalue()
sys.stdout = saved
print(repr(text))
sys.stdout = None
print("nowhere")
del sys.stdout
try:
    print("lost")
except RuntimeError as e:
    sys.stdout = saved
    print(e)
