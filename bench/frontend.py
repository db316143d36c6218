#!/usr/bin/env python3
"""Speed and memory of the front end over the standard library, beside CPython's ast.parse, in one run.

    bench/frontend.py [--rounds=N] [--peer=COMMAND]... [PATH...]

The files are those .py files that every peer can parse too. Each round runs each program once, so that a slow moment of the machine
hits all; speeds are the best of the rounds. Memory is in bytes per byte of source, without the source itself: for each file the most
that was allocated at a time, summed over all files.
"""

import argparse
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
WORK = ROOT / "build" / "bench"
PEER = HERE / "frontend_peer.py"


def build():
    """Path of the measuring program."""
    subprocess.run(["cmake", "--build", "build/release", "--target", "frontend_bench", "--", "--quiet"], cwd=ROOT, check=True)
    return ROOT / "build" / "release" / "bench" / "frontend_bench"


def readable_files(paths, peers):
    """A list file that names every .py file below the paths that all peers can parse; how many they left out."""
    files = [f for p in paths for f in (sorted(p.rglob("*.py")) if p.is_dir() else [p])]
    listing = WORK / "frontend_files.txt"
    listing.write_text("".join(f"{f}\n" for f in files))
    for peer in peers:
        kept = subprocess.run([*peer, PEER, "--readable", listing], stdout=subprocess.PIPE, text=True, check=True).stdout
        listing.write_text(kept)
    return listing, len(files) - len(listing.read_text().splitlines())


def figures(command):
    done = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, text=True, check=True)
    return {name: float(figure) for name, figure in (line.split() for line in done.stdout.splitlines())}


def best(rounds):
    """One table of figures: the highest speed, and of the others the last (they are the same every time)."""
    return {name: max(r[name] for r in rounds) if name.endswith("_per_second") else rounds[-1][name] for name in rounds[-1]}


def report(memphis, peers, left_out):
    print(f"{memphis['files']:.0f} files, {memphis['source_megabytes']:.2f} MB ({left_out} left out that a peer cannot parse)\n")
    print(f"lexing             {memphis['lex_megabytes_per_second']:8.1f} MB/s")
    print(f"parsing            {memphis['parse_megabytes_per_second']:8.1f} MB/s, {memphis['parse_nanoseconds_per_node']:.1f} ns a node")
    for name, peer in peers.items():
        ratio = memphis["parse_megabytes_per_second"] / peer["parse_megabytes_per_second"]
        print(f"  ast.parse of {name}: {peer['parse_megabytes_per_second']:.1f} MB/s; Memphis is {ratio:.1f} times as fast")
    print("\nbytes per byte of source")
    print(f"tokens, borrowed   {memphis['tokens_borrowed']:8.2f}   {memphis['bytes_per_token']:.0f} bytes each, if all are kept; the parser asks for one at a time")
    print(f"  kept in a vector {memphis['tokens_borrowed_peak']:8.2f}   peak")
    print(f"  owning copies    {memphis['tokens_owned_peak']:8.2f}   peak, each token with a string of its own")
    print(f"tree               {memphis['tree']:8.2f}   {memphis['bytes_per_node']:.1f} bytes a node")
    print(f"names              {memphis['names']:8.2f}")
    print(f"peak of parsing    {memphis['parse_peak']:8.2f}   {memphis['parse_peak'] + memphis['tokens_owned_peak']:.2f} if owning tokens lived beside the tree")
    for name, peer in peers.items():
        print(f"  ast.parse of {name}: {peer['parse_peak']:.2f}; Memphis takes {memphis['parse_peak'] / peer['parse_peak']:.2f} of it")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=pathlib.Path, default=[ROOT / "build" / "stdlib"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer", action="append", default=[], metavar="COMMAND", help="a CPython (/usr/bin/python3.11 without any)")
    options = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    peers = {command: command.split() for command in options.peer or ["/usr/bin/python3.11"]}
    program = build()
    listing, left_out = readable_files(options.paths, peers.values())
    commands = {"memphis": [program, "-n", "3", f"@{listing}"], **{name: [*peer, PEER, listing] for name, peer in peers.items()}}
    rounds = {name: [] for name in commands}
    for number in range(options.rounds):
        for name, command in commands.items():
            rounds[name].append(figures(command))
        print(f"round {number + 1} of {options.rounds}", file=sys.stderr, flush=True)
    memphis, *_ = results = [best(r) for r in rounds.values()]
    report(memphis, dict(zip(peers, results[1:])), left_out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
