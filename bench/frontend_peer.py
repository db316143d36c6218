"""What CPython's ast.parse needs for the same files as frontend_bench: seconds, and peak bytes a byte of source.

    python3 bench/frontend_peer.py PATH...
"""

import ast
import pathlib
import sys
import time
import tracemalloc


def sources(paths):
    for path in map(pathlib.Path, paths):
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            text = file.read_bytes()
            try:
                ast.parse(text)
            except (SyntaxError, ValueError):
                continue
            yield text


def main(paths):
    texts = list(sources(paths))
    size = sum(map(len, texts))
    start = time.perf_counter()
    for text in texts:
        ast.parse(text)
    seconds = time.perf_counter() - start
    print(f"{len(texts)} files, {size / 1e6:.1f} MB")
    print(f"ast.parse {size / 1e6 / seconds:7.1f} MB/s")
    peak = 0
    tracemalloc.start()
    for text in texts:
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        tree = ast.parse(text)
        peak += tracemalloc.get_traced_memory()[1] - before
        del tree
    print(f"peak      {peak / size:7.2f} bytes a byte of source")


main(sys.argv[1:])
