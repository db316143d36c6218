#!/usr/bin/env python3
"""Compares Memphis, on both engines, with Debian's python3.11 and pypy3 in one run.

    bench/run.py [NAME...] [--rounds=N] [--seconds=S] [--only=memphis,python3.11...] [--set=micro|pyperformance|memory]

Every round runs each program once in each interpreter, so that a slow moment of the machine hits all of them. A process warms up with
one call and then counts its best; the figure is the median over the rounds. Ratios are against python3.11: 2.00 is twice as fast.
The micro programs are bench/programs/, the memory programs bench/memory/ (peak RSS of the whole process); pyperformance's own
programs are fetched, pinned, into build/bench. Everything measured is kept in build/bench/results-*.json.
"""

import argparse
import hashlib
import json
import math
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import time
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
WORK = ROOT / "build" / "bench"
BASE = "python3.11"
PYPERFORMANCE = "pyperformance-1.14.0"
PYPERFORMANCE_SHA256 = "94068ac2935b6952ccb5e8a302eb9cebc26e82454494bef6e53822738adf0049"
PYPERFORMANCE_PROGRAMS = ("nbody", "fannkuch", "richards", "deltablue", "chaos", "go", "hexiom", "float", "spectral_norm", "nqueens")
TIMEOUT = 300


class Interpreter:
    def __init__(self, name, command):
        self.name = name
        self.command = [str(c) for c in command]

    def available(self):
        return shutil.which(self.command[0]) is not None


def interpreters(options):
    memphis = options.binary
    known = [
        Interpreter("memphis-vm", [memphis, "--engine=vm"]),
        Interpreter("memphis-treewalk", [memphis, "--engine=treewalk"]),
        Interpreter(BASE, ["/usr/bin/python3.11"]),
        Interpreter("pypy3", ["/usr/bin/pypy3"]),
    ]
    known += [Interpreter(*peer.split("=", 1)[:1], peer.split("=", 1)[1].split()) for peer in options.peer]
    wanted = options.only.split(",") if options.only else None
    chosen = [i for i in known if wanted is None or any(i.name.startswith(w) for w in wanted)]
    for missing in [i for i in chosen if not i.available()]:
        print(f"{missing.name} is not installed: left out")
    return [i for i in chosen if i.available()]


def prepare_tools():
    """The measuring helper, and a folder in which `import pyperf` finds our stand-in."""
    programs = WORK / "programs"
    programs.mkdir(parents=True, exist_ok=True)
    measure = WORK / "measure"
    if not measure.exists() or measure.stat().st_mtime < (HERE / "measure.c").stat().st_mtime:
        subprocess.run(["clang-19", "-O1", "-o", measure, HERE / "measure.c"], check=True)
    shutil.copy(HERE / "pyperf.py", programs / "pyperf.py")
    return programs


def offer_random(folder, chosen):
    """Our small `random` beside the programs, for all or for none: chaos and go need one, and Memphis may have no library yet."""
    target = folder / "random.py"
    target.unlink(missing_ok=True)
    lacking = [i.name for i in chosen if subprocess.run([*i.command, "-c", "import random"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                                       cwd=WORK).returncode]
    if lacking:
        print(f"{', '.join(lacking)} cannot import random: all interpreters get bench/standin/random.py")
        shutil.copy(HERE / "standin" / "random.py", target)


def micro_programs(folder):
    found = {}
    for path in sorted((HERE / "programs").glob("*.py")):
        found[path.stem] = pathlib.Path(shutil.copy(path, folder / f"micro_{path.name}"))
    return found


def pyperformance_programs(folder):
    wheel = WORK / f"{PYPERFORMANCE}-py3-none-any.whl"
    if not wheel.exists():
        name, version = PYPERFORMANCE.split("-")
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", WORK, f"{name}=={version}"], check=True)
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != PYPERFORMANCE_SHA256:
        sys.exit(f"{wheel} does not have the pinned checksum")
    found = {}
    with zipfile.ZipFile(wheel) as archive:
        for name in PYPERFORMANCE_PROGRAMS:
            found[name] = folder / f"pyperformance_{name}.py"
            found[name].write_bytes(archive.read(f"pyperformance/data-files/benchmarks/bm_{name}/run_benchmark.py"))
    return found


def memory_programs():
    return {path.stem: path for path in sorted((HERE / "memory").glob("*.py"))}


def run_process(interpreter, program, arguments):
    """{"seconds", "peak_kib", "exit", "stdout", "stderr"} of one process; exit is None when it took too long."""
    report = WORK / f"measure-{interpreter.name}.txt"
    command = [WORK / "measure", report, *interpreter.command, program, *arguments]
    try:
        done = subprocess.run([str(c) for c in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIMEOUT,
                              cwd=WORK)
    except subprocess.TimeoutExpired:
        return {"exit": None, "stdout": "", "stderr": f"no end after {TIMEOUT} s"}
    seconds, peak, code = report.read_text().split()
    return {"seconds": float(seconds), "peak_kib": int(peak), "exit": int(code), "stdout": done.stdout.decode("utf-8", "replace"),
            "stderr": done.stderr.decode("utf-8", "replace")[-2000:]}


class Measurements:
    """What every program did in every interpreter: lists of figures, one a round."""

    def __init__(self):
        self.times = {}
        self.peaks = {}
        self.results = {}
        self.failures = {}

    def take_time(self, program, interpreter, outcome):
        lines = [line.split(" ", 2) for line in outcome["stdout"].splitlines()]
        seconds = [float(line[2]) for line in lines if line[0] == "@@" and len(line) == 3]
        if outcome["exit"] != 0 or not seconds:
            self.failures[program, interpreter] = (outcome["stderr"].strip().splitlines() or [f"exit code {outcome['exit']}"])[-1][:150]
            return
        self.times.setdefault((program, interpreter), []).append(min(seconds))
        self.peaks.setdefault((program, interpreter), []).append(outcome["peak_kib"])
        self.results.setdefault(program, {})[interpreter] = [line[2] for line in lines if line[0] == "@@="]

    def take_memory(self, program, interpreter, outcome):
        if outcome["exit"] != 0:
            self.failures[program, interpreter] = (outcome["stderr"].strip().splitlines() or [f"exit code {outcome['exit']}"])[-1][:150]
            return
        self.peaks.setdefault((program, interpreter), []).append(outcome["peak_kib"])
        self.times.setdefault((program, interpreter), []).append(outcome["seconds"])
        self.results.setdefault(program, {})[interpreter] = [outcome["stdout"]]

    def median(self, table, program, interpreter):
        figures = table.get((program, interpreter))
        return statistics.median(figures) if figures else None

    def disagreements(self):
        return [program for program, by in self.results.items() if len({json.dumps(r) for r in by.values()}) > 1]


def geometric_mean(ratios):
    return math.exp(sum(math.log(r) for r in ratios) / len(ratios)) if ratios else None


def print_times(title, programs, names, data):
    """A row a program: milliseconds, and how many times as fast as the base."""
    print(f"\n{title}: ms (times as fast as {BASE})")
    print(f"{'':20}" + "".join(f"{n:>24}" for n in names))
    ratios = {n: [] for n in names}
    for program in programs:
        base = data.median(data.times, program, BASE)
        row = f"{program:20}"
        for n in names:
            seconds = data.median(data.times, program, n)
            if seconds is None:
                row += f"{'failed' if (program, n) in data.failures else '-':>24}"
                continue
            ratio = base / seconds if base else None
            if ratio:
                ratios[n].append(ratio)
            row += f"{seconds * 1000:>14.1f} " + (f"({ratio:6.2f})" if ratio else " " * 8) + " "
        print(row)
    means = {n: geometric_mean(ratios[n]) for n in names}
    print(f"{'geometric mean':20}" + "".join(f"{'(' + format(means[n], '6.2f') + ') ' if means[n] else '-':>24}" for n in names))
    return means


def print_memory(programs, names, data):
    print(f"\nPeak memory: MiB (share of {BASE}'s)")
    print(f"{'':20}" + "".join(f"{n:>24}" for n in names))
    shares = {n: [] for n in names}
    for program in programs:
        base = data.median(data.peaks, program, BASE)
        row = f"{program:20}"
        for n in names:
            peak = data.median(data.peaks, program, n)
            if peak is None:
                row += f"{'failed':>24}"
                continue
            share = peak / base if base else None
            if share and program != "start":
                shares[n].append(share)
            row += f"{peak / 1024:>14.1f} " + (f"({share:6.2f})" if share else " " * 8) + " "
        print(row)
    means = {n: geometric_mean(shares[n]) for n in names}
    print(f"{'mean without start':20}" + "".join(f"{'(' + format(means[n], '6.2f') + ') ' if means[n] else '-':>24}" for n in names))
    return means


def save(data, names, means, options):
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, stdout=subprocess.PIPE, text=True).stdout.strip()
    stamp = time.strftime("%Y%m%d-%H%M%S")
    keyed = lambda table: {program: {n: table[program, n] for n in names if (program, n) in table} for program, _ in table}
    path = WORK / f"results-{stamp}.json"
    path.write_text(json.dumps({
        "time": stamp, "commit": commit, "machine": platform.platform(), "rounds": options.rounds, "seconds": options.seconds,
        "seconds_by_program": keyed(data.times), "peak_kib_by_program": keyed(data.peaks), "failures": keyed(data.failures), "means": means,
    }, indent=1))
    print(f"\nkept in {path.relative_to(ROOT)}")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="programs (all of them without a name)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.5, help="time that a process measures for, after its warm-up")
    parser.add_argument("--only", default="", help="interpreters, comma-separated; a prefix is enough")
    parser.add_argument("--set", dest="sets", action="append", choices=["micro", "pyperformance", "memory"])
    parser.add_argument("--binary", default=ROOT / "build" / "release" / "memphis", type=pathlib.Path)
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND", help="another interpreter to compare with")
    options = parser.parse_args()
    options.sets = options.sets or ["micro", "pyperformance", "memory"]
    return options


def main():
    options = parse_arguments()
    folder = prepare_tools()
    chosen = interpreters(options)
    names = [i.name for i in chosen]
    wanted = lambda programs: {n: p for n, p in programs.items() if not options.names or n in options.names}
    offer_random(folder, chosen)
    timed = {}
    if "micro" in options.sets:
        timed["Micro programs"] = wanted(micro_programs(folder))
    if "pyperformance" in options.sets:
        timed["pyperformance"] = wanted(pyperformance_programs(folder))
    memory = wanted(memory_programs()) if "memory" in options.sets else {}

    data = Measurements()
    for number in range(options.rounds):
        for programs in timed.values():
            for program, path in programs.items():
                for interpreter in chosen:
                    if (program, interpreter.name) not in data.failures:
                        data.take_time(program, interpreter.name, run_process(interpreter, path, [f"--seconds={options.seconds}"]))
        for program, path in memory.items():
            for interpreter in chosen:
                if (program, interpreter.name) not in data.failures:
                    data.take_memory(program, interpreter.name, run_process(interpreter, path, []))
        print(f"round {number + 1} of {options.rounds}", file=sys.stderr, flush=True)

    means = {title: print_times(title, programs, names, data) for title, programs in timed.items() if programs}
    both = [p for programs in timed.values() for p in programs]
    if len(means) > 1:
        total = {n: geometric_mean([data.median(data.times, p, BASE) / data.median(data.times, p, n) for p in both
                                    if (p, n) in data.times and (p, BASE) in data.times]) for n in names}
        print(f"{'all of them':20}" + "".join(f"{'(' + format(total[n], '6.2f') + ') ' if total[n] else '-':>24}" for n in names))
        means["all"] = total
    if memory:
        means["memory"] = print_memory(memory, names, data)
    for (program, name), reason in data.failures.items():
        print(f"FAILED {program} in {name}: {reason}")
    for program in data.disagreements():
        print(f"DISAGREE {program}: {data.results[program]}")
    save(data, names, means, options)
    return 1 if any(name.startswith("memphis") for _, name in data.failures) or data.disagreements() else 0


if __name__ == "__main__":
    sys.exit(main())
