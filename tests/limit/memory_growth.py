"""Memory that runs out little by little is a MemoryError, and the program goes on when it lets go of what it took."""
# memory: 1500 MB


def strings():
    kept = []
    while True:
        kept.append("x" * (1 << 22) + str(len(kept)))


def lists():
    kept = []
    while True:
        kept.append([kept] * 100_000)


def one_list():
    kept = [0]
    while True:
        kept.extend(kept)


def one_bytearray():
    kept = bytearray(b"x")
    while True:
        kept += bytes(kept)


def one_string():
    kept = "x"
    while True:
        kept += kept


def big_ints():
    kept = [3]
    while True:
        kept.append(kept[-1] * kept[-1] if kept[-1].bit_length() < 1 << 22 else kept[-1] + 1)


def dicts():
    kept = {}
    while True:
        for i in range(len(kept), len(kept) * 2 + 1000):
            kept[i] = None


def tuples():
    kept = ()
    while True:
        kept = kept + kept + (kept,)


def instances():
    class Node:
        def __init__(self, rest):
            self.rest = rest
            self.payload = bytearray(100_000)

    kept = None
    while True:
        kept = Node(kept)


for grow in (strings, lists, one_list, one_bytearray, one_string, big_ints, dicts, tuples, instances):
    for _ in range(2):
        try:
            grow()
        except MemoryError:
            continue
        raise AssertionError(grow.__name__)
print("ok")
