#!/usr/bin/env python3
"""Records what CPython 3.14 does with the crosscheck programs, into the .out file beside each (tools/recording.py has the format).

    tools/record.py [PATTERN...]           all programs whose theme/NAME contains a pattern; without one, all of them
    tools/record.py --missing [PATTERN...] only those that have no .out yet
    tools/record.py --check [PATTERN...]   writes nothing, and reports the recordings that differ
"""

import argparse
import atexit
import difflib
import functools
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import oracle_client
import recording

# The order of a set of strings depends on the seed, and in the oracle it never is that of a 64-bit Python.
LINUX_PYTHON = "python3.11"
OTHER_SEEDS = ("1", "2", "3")

# Output that a 64-bit Linux would not repeat: see tools/README.md.
SUSPICIOUS = [
    (re.compile(r"\bat 0x[0-9a-f]{4,}"), "prints an address"),
    (re.compile(r"/lib/python3|/home/pyodide|emscripten|pyodide"), "shows the oracle's own folders or platform"),
    (re.compile(r"\b2147483647\b|can't start new thread"), "shows a limit of the oracle (32 bits, no threads)"),
]


# The oracle's system numbers its errors in its own way: (its number, Linux').
ERRNO = {44: 2, 2: 13, 20: 17, 31: 21, 54: 20, 8: 9, 28: 22, 55: 39, 63: 1, 64: 32, 22: 27, 33: 24, 37: 36, 32: 40, 51: 28, 69: 30, 6: 11, 52: 38}


@functools.cache
def scratch_root():
    """Where the programs' folders are, on this machine. The oracle can mount a folder once only."""
    folder = tempfile.mkdtemp(prefix="record-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def record_on_linux(program, seed):
    """The same by Debian's CPython: older, but for processes and signals, which the oracle lacks, the same where a program is chosen well."""
    with tempfile.TemporaryDirectory(dir=scratch_root()) as scratch:
        done = subprocess.run([LINUX_PYTHON, program, *recording.arguments_of(program)], cwd=scratch, input=recording.stdin_of(program),
                              env={"PYTHONHASHSEED": seed, "PATH": os.environ["PATH"]}, capture_output=True, timeout=60)
    folders = [(str(program.parent), f"{recording.GUEST_ROOT}/{program.parent.name}"), (scratch, recording.SCRATCH)]
    streams = [recording.replace_folders(recording.decode(s), folders) for s in (done.stdout, done.stderr)]
    return recording.render(*streams, done.returncode), ""


def record(oracle, program, seed="0"):
    """(text of the .out file, problem)"""
    if recording.is_for_linux(program):
        return record_on_linux(program, seed)
    guest = f"{recording.GUEST_ROOT}/{program.parent.name}"
    with tempfile.TemporaryDirectory(dir=scratch_root()) as scratch:
        guest_scratch = f"{recording.SCRATCH}/{pathlib.Path(scratch).name}"
        answer = oracle.run([f"{guest}/{program.name}", *recording.arguments_of(program)], cwd=guest_scratch,
                            stdin=recording.stdin_of(program),
                            mounts={str(recording.CROSSCHECK): recording.GUEST_ROOT, scratch_root(): recording.SCRATCH},
                            env={"PYTHONHASHSEED": seed})
    if answer.problem:
        return None, answer.problem
    folders = [("/lib/python314.zip", recording.STDLIB_MARK), (guest_scratch, recording.SCRATCH)]
    streams = [recording.replace_folders(recording.decode(s), folders) for s in (answer.stdout, answer.stderr)]
    streams = [re.sub(r"\[Errno (\d+)\]", lambda m: f"[Errno {ERRNO.get(int(m[1]), m[1])}]", s) for s in streams]
    return recording.render(*streams, answer.exit_code), ""


def report_difference(name, old, new):
    print(f"DIFFERS {name}")
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), "recorded", "now", lineterm="", n=1)
    for _, line in zip(range(20), lines):
        print("    " + line)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("patterns", nargs="*")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--missing", action="store_true")
    parser.add_argument("--timeout", type=float, default=60)
    options = parser.parse_args()

    chosen = recording.programs(options.patterns)
    if options.missing:
        chosen = [p for p in chosen if recording.expected_of(p) is None]
    changed = problems = 0
    with oracle_client.Oracle(options.timeout) as oracle:
        for program in chosen:
            name = recording.name_of(program)
            text, problem = record(oracle, program)
            if problem:
                print(f"PROBLEM {name}: {problem}")
                problems += 1
                continue
            for pattern, what in SUSPICIOUS:
                if pattern.search(text):
                    print(f"warning: {name} {what}")
            if any(record(oracle, program, seed)[0] != text for seed in OTHER_SEEDS):
                print(f"warning: {name} depends on hash values of strings (the order of a set?), or on time")
            old = recording.expected_of(program)
            if text == old:
                continue
            changed += 1
            if options.check:
                report_difference(name, old or "", text)
            else:
                program.with_suffix(".out").write_bytes(recording.encode(text))
                print(("recorded " if old is None else "changed  ") + name)
    for stale in sorted(recording.CROSSCHECK.glob("*/*.out")):
        if not stale.with_suffix(".py").exists():
            print(f"PROBLEM {stale.relative_to(recording.ROOT)} has no program")
            problems += 1
    print(f"{len(chosen)} programs, {changed} {'differ' if options.check else 'written'}, {problems} problems")
    return 1 if problems or (options.check and changed) else 0


if __name__ == "__main__":
    sys.exit(main())
