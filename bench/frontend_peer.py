"""What this Python's ast.parse needs for the files that LIST names, one a line: the lines "name figure" of frontend_bench.

    python3 bench/frontend_peer.py [-n ROUNDS] LIST
    python3 bench/frontend_peer.py --readable LIST     # prints those of the files that it can parse
"""

import ast
import sys
import time
import tracemalloc
import warnings


def read(path):
    with open(path, "rb") as file:
        return file.read()


def parses(text):
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


def measure_time(texts, rounds):
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        for text in texts:
            ast.parse(text)
        best = min(best, time.perf_counter() - start)
    return best


def measure_peak(texts):
    """The sum over all files of the most that parsing had allocated at a time; the source itself is not in it."""
    peak = 0
    tracemalloc.start()
    for text in texts:
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        tree = ast.parse(text)
        peak += tracemalloc.get_traced_memory()[1] - before
        del tree
    return peak


def main(arguments):
    warnings.simplefilter("ignore")
    rounds = 1
    if arguments[0] == "-n":
        rounds = int(arguments[1])
        arguments = arguments[2:]
    with open(arguments[-1]) as file:
        paths = file.read().split("\n")[:-1]
    if arguments[0] == "--readable":
        print("\n".join(path for path in paths if parses(read(path))))
        return
    texts = [read(path) for path in paths]
    size = sum(map(len, texts))
    print("files", len(texts))
    print("source_megabytes", size / 1e6)
    print("parse_megabytes_per_second", size / 1e6 / measure_time(texts, rounds))
    print("parse_peak", measure_peak(texts) / size)


main(sys.argv[1:])
