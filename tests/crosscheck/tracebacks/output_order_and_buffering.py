# What was printed before an uncaught exception is there; sys.stderr and sys.stdout take writes in order each.
import sys

print("one", end="")
sys.stdout.write(" two\n")
sys.stderr.write("to stderr first\n")
print("three", file=sys.stderr)
print("no newline at the end", end="", flush=True)
sys.stderr.write("unfinished line ")
1 / 0
