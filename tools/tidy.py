#!/usr/bin/env python3
"""clang-tidy (see .clang-tidy) over the given C++ files, or over all of ours, with the dev build's flags; the last line is "N passed, N failed".

    tools/tidy.py [-j N] [FILE...]

A file that was found clean is not looked at again until it, a header of ours that it includes, its flags, the checks or
clang-tidy itself change: build/tidy keeps an empty file for each such state.
"""

import argparse
import concurrent.futures
import hashlib
import json
import pathlib
import re
import subprocess
import sys

import source_tree

ROOT = source_tree.ROOT
STAMPS = ROOT / "build" / "tidy"
TIDY = "clang-tidy-19"
DIAGNOSTIC = re.compile(r"^(\S+?:\d+:\d+): (?:error|warning): (.*)$")
PATTERNS = ("src/*.cpp", "apps/*.cpp", "bench/*.cpp", "examples/*.cpp")


def commands(build):
    """{file: its compile command}"""
    if not (build / "build.ninja").exists():
        subprocess.run(["cmake", "--preset", build.name], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    else:
        # Files that are new since then get their flags.
        subprocess.run(["cmake", str(build)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    entries = json.loads((build / "compile_commands.json").read_text())
    return {str(pathlib.Path(e["file"]).relative_to(ROOT)): e["command"] for e in entries}


def key(name, common, command):
    digest = hashlib.sha256(common)
    digest.update(command.encode())
    for part in sorted(source_tree.closure(name)):
        digest.update(f"\0{part}\0".encode() + (ROOT / part).read_bytes())
    return digest.hexdigest()


def check(name, build, stamp):
    """The diagnostics of one file, as {place: message}; no way to run it is one too. Without any the file gets its stamp."""
    done = subprocess.run([TIDY, "-p", str(build), "--quiet", "--warnings-as-errors=*", name], cwd=ROOT, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True)
    found = {match[1]: match[2] for line in done.stdout.splitlines() if (match := DIAGNOSTIC.match(line))}
    if done.returncode and not found:
        found[name] = (done.stdout + done.stderr).strip()[-1000:] or f"{TIDY} ends with code {done.returncode}"
    if not found:
        stamp.touch()
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--jobs", "-j", type=int, default=2)
    options = parser.parse_args()
    build = ROOT / "build" / "dev"
    known = commands(build)
    names = [str(pathlib.Path(f).resolve().relative_to(ROOT)) for f in options.files] or source_tree.files(*PATTERNS)
    if unbuilt := [n for n in names if n not in known]:
        sys.exit(f"{unbuilt[0]} is not part of the dev build")
    STAMPS.mkdir(parents=True, exist_ok=True)
    version = subprocess.run([TIDY, "--version"], stdout=subprocess.PIPE, check=True).stdout
    common = version + (ROOT / ".clang-tidy").read_bytes()
    stamps = {name: STAMPS / key(name, common, known[name]) for name in names}
    due = [name for name in names if not stamps[name].exists()]
    print(f"{len(due)} of {len(names)} files changed since they were found clean", flush=True)
    diagnostics = {}
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for found in pool.map(lambda n: check(n, build, stamps[n]), due):
            failed += bool(found)
            for place, message in found.items():
                if place not in diagnostics:
                    diagnostics[place] = message
                    print(f"{place.removeprefix(str(ROOT) + '/')}: {message}", flush=True)
    if not options.files:
        for old in set(STAMPS.iterdir()) - set(stamps.values()):
            old.unlink()
    print(f"{len(names) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
