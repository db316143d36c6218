# What runs while a RecursionError unwinds: finally blocks, handlers that recurse again, context managers.
import sys

sys.setrecursionlimit(150)
counts = {"finally": 0, "exit": 0, "handled": 0}


class Manager:
    def __enter__(self): return self
    def __exit__(self, *info):
        counts["exit"] += 1


def down():
    try:
        with Manager():
            down()
    finally:
        counts["finally"] += 1


try:
    down()
except RecursionError:
    print("caught", counts["finally"] > 40, counts["exit"] >= counts["finally"] - 3)


def swallow(n=0):
    try:
        swallow(n + 1)
    except RecursionError:
        counts["handled"] += 1
        return


swallow()
print(counts["handled"])


def convert():
    try:
        convert()
    except RecursionError as error:
        raise ValueError("converted") from error


try:
    convert()
except (ValueError, RecursionError) as error:
    print(type(error).__name__)


class Node:
    def __init__(self, next): self.next = next
    def total(self): return 1 + (self.next.total() if self.next else 0)


chain = None
for _ in range(50): chain = Node(chain)
print(chain.total())
for _ in range(200): chain = Node(chain)
try:
    chain.total()
except RecursionError:
    print("too long")
sys.setrecursionlimit(2000)
print(chain.total())
def mutual_a(n): return mutual_b(n - 1) if n else "bottom"
def mutual_b(n): return mutual_a(n - 1) if n else "bottom b"
print(mutual_a(1500))
