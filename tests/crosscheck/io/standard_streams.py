# sys.stdin, sys.stdout and sys.stderr are text files.
import sys

for stream in (sys.stdin, sys.stdout, sys.stderr):
    print(stream.name, stream.mode, stream.encoding, stream.newlines, type(stream).__name__, type(stream.buffer).__name__, type(stream.buffer.raw).__name__,
          stream.fileno(), stream.readable(), stream.writable(), stream.buffer.raw.closefd, stream.buffer.name)
print(sys.stdout is sys.__stdout__, sys.stderr.errors, sys.stderr.line_buffering, sys.stdout.write_through)
print(repr(sys.stdin.readline()), repr(sys.stdin.read(5)), repr(sys.stdin.readline()))
print(input(), "|", next(sys.stdin), end="")
print(sys.stdin.buffer.readline())
print(sys.stdin.readlines())
print(repr(sys.stdin.read()), repr(sys.stdin.readline()))
try:
    input("prompt ")
except EOFError as e:
    print(e)
sys.stdout.write("text ")
sys.stdout.flush()
sys.stdout.buffer.write(b"bytes\n")
sys.stdout.buffer.flush()
sys.stdout.writelines(["a ", "b\n"])
print("é", "\u20ac", flush=True)
for call in (lambda: sys.stdin.write("x"), lambda: sys.stdout.read(), lambda: sys.stdout.write(b"x"), lambda: print("\ud800")):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)
sys.stdout.reconfigure(errors="backslashreplace")
print("\ud800")
