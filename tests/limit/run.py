#!/usr/bin/env python3
"""Runs what lies at the limits of the machine: memory that runs out, deep recursion, odd files and streams, signals.

    tests/limit/run.py [NAME...] [--engine=vm|treewalk|both] [--binary=PATH]

A program tests/limit/NAME.py checks itself and prints "ok". Lines near its top may say otherwise:

    # memory: 1500 MB          the address space it gets (8000 MB without such a line)
    # exit: 1                  the exit code expected (0)
    # stderr: MemoryError      the last line expected on standard error (none)

What a program cannot do to itself (a missing file, a closed stream, a signal) is in COMMANDS below. The last line is "N passed, N failed".
"""

import argparse
import concurrent.futures
import os
import pathlib
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ENGINES = ("vm", "treewalk")
MEGABYTE = 1 << 20
DEFAULT_MEMORY = 8000


class Session:
    """How a case starts Memphis."""

    def __init__(self, options, engine, folder):
        self.command = [str(options.binary), *([] if options.plain else [f"--engine={engine}"])]
        self.timeout = options.timeout
        self.folder = folder
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "MEMPHIS_"))}
        self.environment |= {"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}

    def start(self, *arguments, memory=DEFAULT_MEMORY, closed=None, **settings):
        """A process; `closed` is a descriptor that it does not have."""
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **settings}

        def prepare():
            resource.setrlimit(resource.RLIMIT_AS, (memory * MEGABYTE, memory * MEGABYTE))
            if closed is not None:
                os.close(closed)

        return subprocess.Popen([*self.command, *map(str, arguments)], cwd=self.folder, env=self.environment, preexec_fn=prepare, **streams)

    def finish(self, process, input=None):
        """(stdout, stderr, exit code); None as the code when it did not end."""
        try:
            out, err = process.communicate(input, timeout=self.timeout)
            code = process.returncode
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            code = None
        return (out or b"").decode("utf-8", "replace"), (err or b"").decode("utf-8", "replace"), code

    def run(self, *arguments, **settings):
        return self.finish(self.start(*arguments, **settings))

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path


def verdict(result, code=0, out=None, err=None):
    """What is wrong with (stdout, stderr, exit code), or an empty string; err is a pattern for the last line of standard error."""
    stdout, stderr, actual = result
    last = (stderr.rstrip("\n").splitlines() or [""])[-1]
    if actual is None:
        return "did not end"
    if actual != code:
        return f"ended with {signal.Signals(-actual).name if actual < 0 else actual}, not {code}: {last[:300]}"
    if err is not None and not re.fullmatch(err, last):
        return f"the last line of standard error is {last[:300]!r}"
    if out is not None and stdout != out:
        return f"printed {stdout[:300]!r}"
    return ""


def program_case(path):
    head = path.read_text().split("\n")[:6]
    said = dict(match.groups() for line in head if (match := re.match(r"# (memory|exit|stderr): (.*)", line)))
    code = int(said.get("exit", 0))

    def run(session):
        memory = int(said["memory"].split()[0]) if "memory" in said else DEFAULT_MEMORY
        return verdict(session.run(path, memory=memory), code, None if code else "ok\n", said.get("stderr"))

    return run


COMMANDS = {}


def command(function):
    COMMANDS[function.__name__] = function
    return function


@command
def missing_file(session):
    return verdict(session.run("missing.py"), 2, "", r".*: can't open file '.*missing\.py': \[Errno 2\] No such file or directory")


@command
def directory_without_main(session):
    (session.folder / "empty").mkdir(exist_ok=True)
    return verdict(session.run("empty"), 1, "", r".*: can't find '__main__' module in '.*empty'")


@command
def binary_junk(session):
    generator = random.Random(7)
    for number in range(60):
        size = generator.choice((1, 2, 3, 10, 100, 5000))
        path = session.file("junk.py", generator.randbytes(size) if number % 2 else bytes(generator.choices(b"\n\t\r \\'\"(){}[]#:=0aexf.\0\xff\xc3\xa9", k=size)))
        result = session.run(path)
        if result[2] not in (0, 1):
            return f"junk {number} ended with {result[2]}: {path.read_bytes()[:80]!r} {result[1][-300:]}"
    return ""


@command
def full_device(session):
    with open("/dev/full", "w") as full:
        return verdict(session.run("-c", "print('x')", stdout=full), 120, None, r"OSError: \[Errno 28\] No space left on device")


@command
def full_device_and_much_output(session):
    with open("/dev/full", "w") as full:
        return verdict(session.run("-c", "for i in range(100000): print(i)", stdout=full), 1, None, r"OSError: \[Errno 28\] No space left on device")


@command
def closed_standard_output(session):
    return verdict(session.run("-c", "print('x')", closed=1), 0)


@command
def closed_standard_error(session):
    return verdict(session.run("-c", "raise ValueError", closed=2), 1)


@command
def reader_that_leaves(session):
    process = session.start("-c", "while True: print('x' * 1000)")
    process.stdout.read(10)
    process.stdout.close()
    process.stdout = None
    return verdict(session.finish(process), 1, None, r"BrokenPipeError: \[Errno 32\] Broken pipe")


@command
def interrupted(session):
    process = session.start("-c", "print('on', flush=True)\nwhile True: pass")
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    return verdict(session.finish(process), -signal.SIGINT, None, "KeyboardInterrupt")


@command
def interrupt_that_is_caught(session):
    process = session.start("-c", "try:\n    print('on', flush=True)\n    while True: pass\nexcept KeyboardInterrupt:\n    print('caught')")
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    return verdict(session.finish(process), 0, "caught\n", "")


@command
def two_interpreters_reading_one_file(session):
    path = session.file("both.py", b"print(sum(range(1000000)))\n")
    processes = [session.start(path) for _ in range(2)]
    return "".join(verdict(session.finish(p), 0, "499999500000\n") for p in processes)


def run_case(name, run, engine, options):
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        failure = run(Session(options, engine, pathlib.Path(folder)))
    return name, engine, failure, time.monotonic() - started


# Cases that fail for a reason that is known; one that passes is a failure, so that the list stays true.
KNOWN_FAILURES = {
    "memory_growth": "with standard output a pipe, its buffer is lost once memory has run out (the text streams of _io)",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--engine", choices=[*ENGINES, "both"], default="both")
    parser.add_argument("--binary", default=ROOT / "build" / "release" / "memphis", type=pathlib.Path)
    parser.add_argument("--plain", action="store_true", help="the binary is another Python: pass no options of ours, run once")
    parser.add_argument("--timeout", type=float, default=120)
    parser.add_argument("--jobs", "-j", type=int, default=2)
    parser.add_argument("--times", action="store_true", help="print how long each took")
    options = parser.parse_args()
    options.binary = options.binary.absolute()
    cases = {path.stem: program_case(path) for path in sorted(HERE.glob("*.py")) if path.name != "run.py"} | COMMANDS
    engines = ("plain",) if options.plain else ENGINES if options.engine == "both" else (options.engine,)
    chosen = [(name, run, engine) for name, run in cases.items() if not options.names or name in options.names for engine in engines]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(lambda case: run_case(*case, options), chosen))
    failed = known = 0
    for name, engine, failure, seconds in results:
        reason = KNOWN_FAILURES.get(name)
        if failure and reason:
            known += 1
            print(f"known failure {name} [{engine}]: {reason}")
        elif reason:
            failed += 1
            print(f"FAIL {name} [{engine}]: passes now; take it out of KNOWN_FAILURES")
        elif failure:
            failed += 1
            print(f"FAIL {name} [{engine}]: {failure}")
        if options.times:
            print(f"{seconds:7.1f} s  {name} [{engine}]")
    print(f"{len(results) - failed - known} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
