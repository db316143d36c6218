#!/usr/bin/env python3
"""Runs the crosscheck programs on each engine and compares with what CPython 3.14 did (tools/record.py records that).

    tests/crosscheck/run.py [PATTERN...] [--engine=vm|treewalk|both] [--gc-stress[=N]] [--binary=PATH] [--suite=crosscheck|cheatsheet]

The last line is "N passed, N failed"; the exit code is 1 when something failed. expected_failures.txt lists what is
known to fail, with the reason; an entry that passes is a failure too, so that the list stays true. A program with a line
"# watches collection" near its top prints when garbage is found: under GC stress and sanitizers it only has to run to its end.
"""

import argparse
import collections
import concurrent.futures
import dataclasses
import difflib
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import recording

ENGINES = ("vm", "treewalk")
EXPECTED_FAILURES = recording.CROSSCHECK / "expected_failures.txt"
OUTPUT_LIMIT = 10_000_000
DIFF_LINES = 24


@dataclasses.dataclass
class Case:
    name: str
    path: pathlib.Path
    engine: str
    expected: str | None
    arguments: list
    stdin: bytes
    guest: str  # what the program's folder reads in the recording
    stdout_only: bool = False
    watches_collection: bool = False


@dataclasses.dataclass
class Result:
    case: Case
    failure: str  # empty when it passed
    seconds: float
    period: int = 0  # of GC stress


def crosscheck_cases(patterns, engines):
    return [
        Case(recording.name_of(p), p, engine, recording.expected_of(p), recording.arguments_of(p), recording.stdin_of(p),
             f"{recording.GUEST_ROOT}/{p.parent.name}", watches_collection=recording.watches_collection(p))
        for p in recording.programs(patterns) for engine in engines
    ]


def find_cheatsheet():
    """The book's shared programs: $MEMPHIS_CHEATSHEET, or shared/cheatsheet beside the checkout (a worktree's main checkout counts)."""
    common = subprocess.run(["git", "rev-parse", "--path-format=absolute", "--git-common-dir"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    checkouts = [ROOT, pathlib.Path(common.stdout.strip() or ROOT / ".git").parent]
    places = [os.environ.get("MEMPHIS_CHEATSHEET"), *(c.parent / "shared" / "cheatsheet" for c in checkouts)]
    return next((pathlib.Path(p) for p in places if p and pathlib.Path(p).is_dir()), None)


def cheatsheet_cases(patterns, engines):
    folder = find_cheatsheet()
    if folder is None:
        sys.exit("no cheat sheet beside the checkout (MEMPHIS_CHEATSHEET says where it is)")
    found = [p for p in sorted(folder.glob("*.py")) if not patterns or any(s in p.stem for s in patterns)]
    return [
        Case(f"cheatsheet/{p.stem}", p, engine, recording.expected_of(p), [], b"", str(folder), stdout_only=True)
        for p in found for engine in engines
    ]


def read_expected_failures():
    """{(name, engine): reason}; a line reads "theme/NAME vm|treewalk|both reason"."""
    entries = {}
    if EXPECTED_FAILURES.exists():
        for line in EXPECTED_FAILURES.read_text().splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            name, engine, reason = line.split(None, 2)
            for one in ENGINES if engine == "both" else (engine,):
                entries[name, one] = reason
    return entries


def drop_expected_failures(fixed):
    """Takes the (name, engine) pairs out of the list; an entry for both engines stays for the other one."""
    kept = []
    for line in EXPECTED_FAILURES.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            name, engine, reason = line.split(None, 2)
            left = [one for one in (ENGINES if engine == "both" else (engine,)) if (name, one) not in fixed]
            if not left:
                continue
            line = f"{name} {'both' if len(left) == 2 else left[0]} {reason}"
        kept.append(line)
    EXPECTED_FAILURES.write_text("\n".join(kept) + "\n")


def execute(command, stdin, cwd, env, timeout):
    """(stdout, stderr, exit code or None for a time-out)"""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=cwd, env=env,
                               start_new_session=True)
    try:
        stdout, stderr = process.communicate(stdin, timeout=timeout)
        return stdout, stderr, process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        stdout, stderr = process.communicate()
        return stdout, stderr, None


def short_diff(expected, actual):
    lines = list(difflib.unified_diff(expected.splitlines(), actual.splitlines(), "CPython 3.14", "memphis", lineterm="", n=2))
    if expected != actual and not lines:
        return "    (they differ in line ends only)"
    shown = ["    " + line[:220] for line in lines[:DIFF_LINES]]
    if len(lines) > DIFF_LINES:
        shown.append(f"    ... {len(lines) - DIFF_LINES} more lines")
    return "\n".join(shown)


def compares_output(case, options):
    """When garbage is found is another matter where other collections come between, or where frames are many times as large."""
    return not (case.watches_collection and (options.gc_stress or options.sanitized))


def judge(case, stdout, stderr, code, scratch, options):
    """The reason for which the case failed, or an empty string."""
    if code is None:
        return f"no end after {options.timeout:g} s"
    if code < 0 and code != -signal.SIGINT:
        tail = recording.decode(stderr)[-1500:]
        return f"killed by {signal.Signals(-code).name}\n    " + tail.replace("\n", "\n    ")
    if b"AddressSanitizer" in stderr or b"UndefinedBehaviorSanitizer" in stderr or b"runtime error: " in stderr and b".cpp:" in stderr:
        return "sanitizer report\n    " + recording.decode(stderr)[:3000].replace("\n", "\n    ")
    if case.expected is None:
        return "no recorded output (tools/record.py writes it)"
    if not compares_output(case, options):
        return ""
    if len(stdout) > OUTPUT_LIMIT:
        return f"{len(stdout)} bytes of output"
    folders = [(str(case.path.parent), case.guest), (str(options.stdlib), recording.STDLIB_MARK), (scratch, recording.SCRATCH)]
    out, err = (recording.replace_folders(recording.decode(s), folders) for s in (stdout, stderr))
    if case.stdout_only:
        actual = recording.render(out, err, code) if code else out
    else:
        # Dying of SIGINT is what a shell reports as 130, and what the recording says.
        actual = recording.render(out, err, 130 if code == -signal.SIGINT else code)
    return "" if actual == case.expected else "output differs\n" + short_diff(case.expected, actual)


def run_case(case, options, base_env):
    env = dict(base_env)
    command = [str(options.binary), case.path, *case.arguments]
    if not options.plain:
        command.insert(1, f"--engine={case.engine}")
    started = time.monotonic()
    for period, timeout in stress_periods(options):
        if period:
            env["MEMPHIS_GC_STRESS"] = str(period)
        # An empty folder to work in: programs may leave files behind.
        with tempfile.TemporaryDirectory(prefix="crosscheck-") as scratch:
            stdout, stderr, code = execute(command, case.stdin, scratch, env, timeout)
            if code is None and timeout < options.timeout:
                continue
            reason = judge(case, stdout, stderr, code, scratch, options)
        return Result(case, reason, time.monotonic() - started, period)


def stress_periods(options):
    """(period, seconds) to try in turn: to collect at every allocation is quadratic, so what allocates much is collected less often."""
    if not options.gc_stress:
        return [(0, options.timeout)]
    return [(options.gc_stress, 2), (options.gc_stress * 19, 4), (options.gc_stress * 997, 20), (options.gc_stress * 29989, options.timeout)]


def environment(options):
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "MEMPHIS_GC", "MEMPHIS_ENGINE"))}
    env["PYTHONHASHSEED"] = "0"
    env["PYTHONDONTWRITEBYTECODE"] = "1"
    env.setdefault("LC_ALL", "C.UTF-8")
    # Programs send themselves the signals of faults, so their handlers have to be the program's own: a crash still fails, by its exit code.
    faults = ":".join(f"handle_{name}=0" for name in ("segv", "sigbus", "abort", "sigill", "sigfpe"))
    env.setdefault("ASAN_OPTIONS", f"detect_leaks=0:detect_stack_use_after_return=0:allocator_may_return_null=1:{faults}")
    env.setdefault("UBSAN_OPTIONS", "print_stacktrace=1")
    return env


def library_of(binary):
    """Where the binary says that the files of its library are."""
    command = [str(binary), "-S", "-c", "import sys; print(getattr(sys, '_stdlib_dir', ''))"]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True).stdout.strip() or str(binary)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("patterns", nargs="*")
    parser.add_argument("--filter", action="append", default=[], help="same as a pattern")
    parser.add_argument("--engine", choices=[*ENGINES, "both"], default="both")
    parser.add_argument("--suite", choices=["crosscheck", "cheatsheet"], default="crosscheck")
    parser.add_argument("--binary", default=ROOT / "build" / "release" / "memphis", type=pathlib.Path)
    parser.add_argument("--present", action="store_true", help="only tell, by the exit code, whether the cheat sheet is there")
    parser.add_argument("--plain", action="store_true", help="the binary is another Python: pass no options of ours, run once")
    parser.add_argument("--stdlib", type=pathlib.Path, help="where the library's files are, for tracebacks (default: what the binary says)")
    parser.add_argument("--gc-stress", nargs="?", type=int, const=1, default=0, metavar="N", help="collect at every Nth allocation, less often in programs that would take too long")
    parser.add_argument("--sanitized", action="store_true", help="the binary is built with sanitizers: programs that watch collection only have to run")
    parser.add_argument("--timeout", type=float, default=20)
    parser.add_argument("--jobs", "-j", type=int, default=2)
    parser.add_argument("--slowest", type=int, default=0, metavar="N", help="list the N slowest runs")
    parser.add_argument("--update", action="store_true", help="take what passes now out of the list of expected failures")
    options = parser.parse_args()
    options.patterns += options.filter
    options.binary = options.binary.absolute()
    if options.stdlib is None and options.binary.exists():
        options.stdlib = library_of(options.binary)
    return options


def main():
    options = parse_arguments()
    if options.present:
        return 0 if find_cheatsheet() else 1
    engines = ("vm",) if options.plain else ENGINES if options.engine == "both" else (options.engine,)
    if not options.binary.exists():
        print(f"{options.binary} is not built")
        print("0 passed, 1 failed")
        return 1
    collect = crosscheck_cases if options.suite == "crosscheck" else cheatsheet_cases
    cases = collect(options.patterns, engines)
    env = environment(options)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(lambda case: run_case(case, options, env), cases))

    expected_failures = read_expected_failures()
    passed = failed = known = 0
    if options.update:
        fixed = {(r.case.name, r.case.engine) for r in results if not r.failure} & expected_failures.keys()
        drop_expected_failures(fixed)
        expected_failures = read_expected_failures()
    for result in results:
        label = f"{result.case.name} [{result.case.engine}]"
        reason = expected_failures.get((result.case.name, result.case.engine))
        if reason and result.failure:
            known += 1
        elif reason and not options.gc_stress:
            failed += 1
            print(f"FAIL {label}: passes now; take it out of {EXPECTED_FAILURES.relative_to(ROOT)}")
        elif result.failure:
            failed += 1
            print(f"FAIL {label}: {result.failure}")
        else:
            passed += 1
    for result in sorted(results, key=lambda r: -r.seconds)[: options.slowest]:
        print(f"{result.seconds:7.2f} s  {result.case.name} [{result.case.engine}]")
    if options.gc_stress:
        periods = collections.Counter(r.period for r in results)
        print("GC stress: " + ", ".join(f"{count} runs collected at every {n}. allocation" for n, count in sorted(periods.items())))
    if known:
        print(f"{known} known failures (expected_failures.txt)")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
