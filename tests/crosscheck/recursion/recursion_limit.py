# sys.setrecursionlimit: how deep Python calls go, and its errors.
import sys


def depth(n=1):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


def recurse(n): return n if n == 0 else recurse(n - 1)


default = sys.getrecursionlimit()
print(default, depth() > 900)
sys.setrecursionlimit(200)
print(150 < depth() < 205, sys.getrecursionlimit())
sys.setrecursionlimit(100)
small = depth()
sys.setrecursionlimit(150)
print(depth() - small)
sys.setrecursionlimit(5000)
print(recurse(4500))
for bad in (0, -1, "x", 10**20, None, 1.5):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__)
def deep_set():
    def inner(n):
        if n: return inner(n - 1)
        sys.setrecursionlimit(20)
    inner(50)
sys.setrecursionlimit(1000)
try:
    deep_set()
except RecursionError as error:
    print(str(error).split(":")[0])
print(sys.getrecursionlimit())
try:
    sys.setrecursionlimit()
except TypeError as error:
    print(error)
