#!/usr/bin/env python3
"""Runs modules of CPython's own tests (Debian's libpython3.11-testsuite) on each engine, next to a baseline that may only improve.

    tests/conformance/run.py [MODULE...] [--engine=vm|treewalk|both] [--update] [--binary=PATH [--plain]] [--tests=DIR]

Files beside this one:
    modules.txt            the modules, with the number of tests in each
    not_applicable.txt     tests that say nothing about Memphis, by name and reason: CPython 3.14 fails them too
                           (--plain=oracle --update --binary=tools/oracle/python finds those), or they test CPython's internals.
                           They are not counted
    known_failures.txt     tests that fail, by engine, name and reason: the baseline. A failure that is not listed is a regression
                           (exit code 1), and so is a listed test that passes; --update rewrites the list

A process that dies or hangs loses only the test it was in: the module is started again without what ran before.
build/conformance/ENGINE/MODULE.log holds everything the tests printed.
"""

import argparse
import concurrent.futures
import dataclasses
import os
import pathlib
import selectors
import shutil
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / "build" / "conformance"
ENGINES = ("vm", "treewalk")
PASSED, FAILED, SKIPPED = ("ok", "xfail"), ("fail", "error", "xpass", "crash", "hang", "missing"), ("skip",)
MAX_RESTARTS = 40
ORACLE_REASON = "CPython 3.14:"  # the start of every reason that a run of the oracle gave


@dataclasses.dataclass
class ModuleResult:
    module: str
    engine: str
    tests: list = dataclasses.field(default_factory=list)
    outcome: dict = dataclasses.field(default_factory=dict)  # test id: (kind, detail)
    import_error: str = ""
    seconds: float = 0.0

    def names(self, kinds):
        return [name for name, (kind, _) in self.outcome.items() if kind in kinds]


def read_list(path, fields):
    """The lines of a list file, comments left out, each split into its fields."""
    if not path.exists():
        return []
    lines = path.read_text().splitlines()
    return [line.split(None, fields - 1) for line in lines if line.strip() and not line.startswith("#")]


class ModuleRun:
    """One module on one engine, restarted after each crash or hang."""

    def __init__(self, module, engine, options):
        self.options = options
        self.result = ModuleResult(module, engine)
        folder = WORK / engine
        folder.mkdir(parents=True, exist_ok=True)
        self.log = open(folder / f"{module}.log", "w", errors="surrogateescape")
        self.skipped_file = folder / f"{module}.skipped"
        self.scratch = folder / f"{module}.tmp"
        self.scratch.mkdir(exist_ok=True)

    def run(self):
        started = time.monotonic()
        for _ in range(MAX_RESTARTS):
            self.skipped_file.write_text("\n".join(self.result.outcome))
            if self.run_once():
                break
        for name in self.result.tests:
            self.result.outcome.setdefault(name, ("missing", "was not run"))
        self.result.seconds = time.monotonic() - started
        self.log.close()
        return self.result

    def run_once(self):
        """True when the module needs no other start."""
        self.current = ""
        self.finished = False
        engine = [] if self.options.plain else [f"--engine={self.result.engine}"]
        command = [str(self.options.binary), *engine, str(HERE / "driver.py"), str(self.options.library), f"test.{self.result.module}",
                   str(self.skipped_file), str(HERE / "standin"), *(["--standin"] if self.options.standin else [])]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=self.scratch,
                                   env=self.options.environment, start_new_session=True)
        known = len(self.result.outcome)
        hung = self.follow(process)
        process.wait()
        if self.finished:
            return True
        if hung:
            reason = ("hang", f"no answer for {self.options.timeout:g} s")
        elif process.returncode < 0:
            reason = ("crash", signal.Signals(-process.returncode).name)
        else:
            reason = ("crash", f"the process ended with code {process.returncode}")
        if self.current:
            self.result.outcome[self.current] = reason
        elif not self.result.import_error and len(self.result.outcome) == known:
            self.result.import_error = " ".join(reason)
        return bool(self.result.import_error)

    def follow(self, process):
        """Reads what the driver says; True when it was silent for too long."""
        selector = selectors.DefaultSelector()
        selector.register(process.stdout, selectors.EVENT_READ)
        pending = b""
        last_news = time.monotonic()
        while True:
            wait = last_news + self.options.timeout - time.monotonic()
            if wait <= 0 or not selector.select(wait):
                os.killpg(process.pid, signal.SIGKILL)
                process.stdout.close()
                return True
            chunk = os.read(process.stdout.fileno(), 65536)
            if not chunk:
                return False
            *lines, pending = (pending + chunk).split(b"\n")
            for line in lines:
                text = line.decode("utf-8", "surrogateescape")
                self.log.write(text + "\n")
                if text.startswith("@@ "):
                    last_news = time.monotonic()
                    self.take(*text[3:].split(" ", 2))
            self.log.flush()

    def take(self, kind, name, detail=""):
        result = self.result
        if kind == "test":
            if name not in result.tests:
                result.tests.append(name)
        elif kind == "start":
            self.current = name
        elif kind == "import-error":
            result.import_error = detail
            self.finished = True
        elif kind == "end":
            self.finished = True
        elif kind != "harness":
            # A failure stays one, whatever the test's clean-up says afterwards.
            if result.outcome.get(name, ("ok",))[0] not in FAILED:
                result.outcome[name] = (kind, detail)
            if name == self.current:
                self.current = ""


def environment():
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "MEMPHIS_"))}
    if "MEMPHIS_ORACLE_DIR" in os.environ:
        env["MEMPHIS_ORACLE_DIR"] = os.environ["MEMPHIS_ORACLE_DIR"]
    return {**env, "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}


# Lines that keep a whole module of 3.11's tests from importing on 3.14: (file, the text there, its replacement).
ADAPTATIONS = (
    # A module has no __annotations__ of its own to begin with any more (PEP 649).
    ("ann_module.py", "\n__annotations__[1] = 2\n", "\n"),
    ("ann_module.py", "    __annotations__['123'] = 123\n", "    pass\n"),
    # typing needs _typing now.
    ("test_typing.py", "import_fresh_module('typing', blocked=['_typing'])", "import_fresh_module('typing')"),
)


def prepare_library(tests):
    """A folder with nothing but the package `test`: the other modules beside it are 3.11's, and not wanted."""
    source = tests / "test"
    if not (source / "support").is_dir():
        sys.exit(f"{tests} has no package test: install libpython3.11-testsuite (tools/bootstrap.sh conformance)")
    library = WORK / "library"
    package = library / "test"
    stamp = library / "source"
    wanted = f"{source}\n{ADAPTATIONS}"
    if stamp.exists() and stamp.read_text() == wanted:
        return library
    shutil.rmtree(library, ignore_errors=True)
    package.mkdir(parents=True)
    for entry in source.iterdir():
        if entry.name != "__pycache__":
            (package / entry.name).symlink_to(entry)
    for name, old, new in ADAPTATIONS:
        if old in (text := (package / name).read_text()):
            (package / name).unlink()
            (package / name).write_text(text.replace(old, new))
    stamp.write_text(wanted)
    return library


class Lists:
    """The recorded files, and how a result compares with them."""

    def __init__(self, plain):
        self.not_applicable = {name: reason for name, reason in read_list(HERE / "not_applicable.txt", 2)}
        self.known = {} if plain else {(engine, name): reason for engine, name, reason in read_list(HERE / "known_failures.txt", 3)}
        self.sizes = {module: int(size) for module, size in read_list(HERE / "modules.txt", 2)}

    def counts(self, result):
        """(passed, failed, skipped, not applicable)"""
        if result.import_error:
            return 0, max(1, self.sizes.get(result.module, 0) - self.excluded(result.module)), 0, self.excluded(result.module)
        applicable = {n: k for n, (k, _) in result.outcome.items() if n not in self.not_applicable}
        by = lambda kinds: sum(kind in kinds for kind in applicable.values())
        return by(PASSED), by(FAILED), by(SKIPPED), len(result.outcome) - len(applicable)

    def excluded(self, module):
        return sum(name.startswith(f"test.{module}.") for name in self.not_applicable)

    def regressions(self, result):
        if result.import_error:
            whole = (result.engine, f"test.{result.module}")
            return [] if whole in self.known else [f"{whole[1]} does not import: {result.import_error}"]
        failed = [n for n in result.names(FAILED) if n not in self.not_applicable]
        return [f"{n} fails: {' '.join(result.outcome[n])}" for n in failed
                if (result.engine, n) not in self.known and (result.engine, f"test.{result.module}") not in self.known]

    def improvements(self, result):
        listed = [n for engine, n in self.known if engine == result.engine and n.startswith(f"test.{result.module}.")]
        listed_whole = [f"test.{result.module}"] if (result.engine, f"test.{result.module}") in self.known and not result.import_error else []
        return listed_whole + [n for n in listed if result.outcome.get(n, ("",))[0] in PASSED + SKIPPED]

    def update(self, results):
        """Rewrites known_failures.txt for the modules that ran, and keeps the reasons that are written there."""
        ran = {(r.engine, f"test.{r.module}") for r in results}
        module_of = lambda name: ".".join(name.split(".")[:2])
        entries = {key: reason for key, reason in self.known.items() if (key[0], module_of(key[1])) not in ran}
        for result in results:
            if result.import_error:
                failed = {f"test.{result.module}": f"does not import: {result.import_error}"}
            else:
                failed = {n: " ".join(result.outcome[n]) for n in result.names(FAILED) if n not in self.not_applicable}
            for name, detail in failed.items():
                entries[result.engine, name] = self.known.get((result.engine, name), detail[:160])
        head = "# Tests of CPython that fail on Memphis: engine, test and reason (its first words are the failure's own until somebody explains it).\n"
        body = "".join(f"{engine} {name} {reason}\n" for (engine, name), reason in sorted(entries.items(), key=lambda e: (e[0][1], e[0][0])))
        (HERE / "known_failures.txt").write_text(head + body)

    def update_not_applicable(self, results):
        """From a run of CPython 3.14: what it fails does not apply. Entries with a reason of another kind stay."""
        ran = {f"test.{r.module}" for r in results if not r.import_error}
        kept = {n: reason for n, reason in self.not_applicable.items()
                if not reason.startswith(ORACLE_REASON) or ".".join(n.split(".")[:2]) not in ran}
        for result in results:
            for name in result.names(FAILED):
                kept.setdefault(name, f"{ORACLE_REASON} {result.outcome[name][1]}"[:200])
        path = HERE / "not_applicable.txt"
        head = [line for line in path.read_text().splitlines() if line.startswith("#")]
        path.write_text("\n".join(head + [f"{name} {reason}" for name, reason in sorted(kept.items())]) + "\n")

    def update_sizes(self, results):
        self.sizes.update({r.module: len(r.tests) for r in results if r.tests})
        head = [line for line in (HERE / "modules.txt").read_text().splitlines() if line.startswith("#")]
        (HERE / "modules.txt").write_text("\n".join(head + [f"{m} {n}" for m, n in self.sizes.items()]) + "\n")


def print_table(results, lists, engines):
    by_key = {(r.module, r.engine): r for r in results}
    print(f"{'module':24}" + "".join(f"{e + ': passed':>18} failed skipped   n/a     %  " for e in engines) + "seconds")
    totals = {engine: [0, 0, 0, 0] for engine in engines}
    for module in dict.fromkeys(r.module for r in results):
        row = f"{module:24}"
        seconds = 0.0
        for engine in engines:
            result = by_key[module, engine]
            counts = lists.counts(result)
            totals[engine] = [a + b for a, b in zip(totals[engine], counts)]
            row += format_counts(counts)
            seconds += result.seconds
        print(row + f"{seconds:7.1f}")
    print(f"{'all':24}" + "".join(format_counts(totals[e]) for e in engines))
    return totals


def format_counts(counts):
    passed, failed, skipped, excluded = counts
    share = 100 * passed / (passed + failed) if passed + failed else 0
    return f"{passed:18} {failed:6} {skipped:7} {excluded:5} {share:5.1f}  "


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--engine", choices=[*ENGINES, "both"], default="both")
    parser.add_argument("--binary", default=ROOT / "build" / "release" / "memphis", type=pathlib.Path)
    parser.add_argument("--plain", metavar="NAME", help="the binary is another Python, NAME in the report: no engine, no known failures")
    parser.add_argument("--tests", default=pathlib.Path("/usr/lib/python3.11"), type=pathlib.Path, help="the folder that holds the package test")
    parser.add_argument("--timeout", type=float, default=60, help="seconds without news after which a test hangs")
    parser.add_argument("--jobs", "-j", type=int, default=2)
    parser.add_argument("--update", action="store_true", help="rewrite known_failures.txt; with --plain=oracle not_applicable.txt and the sizes in modules.txt")
    parser.add_argument("--standin", action="store_true", help="use our small unittest even where the real one imports")
    parser.add_argument("--failures", action="store_true", help="list every failure with its first line")
    options = parser.parse_args()
    options.binary = options.binary.absolute()
    options.environment = environment()
    options.library = prepare_library(options.tests)
    return options


def main():
    options = parse_arguments()
    lists = Lists(options.plain)
    engines = (options.plain,) if options.plain else ENGINES if options.engine == "both" else (options.engine,)
    modules = options.modules or list(lists.sizes)
    runs = [ModuleRun(module, engine, options) for module in modules for engine in engines]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(ModuleRun.run, runs))

    regressions = improvements = 0
    for result in results:
        label = f"[{result.engine}]"
        if options.failures:
            for name in result.names(FAILED):
                if name not in lists.not_applicable:
                    print(f"FAIL {label} {name}: {' '.join(result.outcome[name])}")
            if result.import_error:
                print(f"FAIL {label} {result.module} does not import: {result.import_error}")
        if options.update or options.plain:
            continue
        for line in lists.regressions(result):
            regressions += 1
            print(f"REGRESSION {label} {line}")
        for name in lists.improvements(result):
            improvements += 1
            print(f"IMPROVED {label} {name} passes now: --update takes it out of known_failures.txt")
    totals = print_table(results, lists, engines)
    if options.update:
        if options.plain:
            lists.update_sizes(results)
            lists.update_not_applicable(results)
        else:
            lists.update(results)
    elif not options.plain:
        print(f"{regressions} regressions, {improvements} improvements against known_failures.txt")
        print(f"{sum(t[1] for t in totals.values()) - regressions} known failures")
    failed = sum(t[1] for t in totals.values()) if options.update or options.plain else regressions + improvements
    print(f"{sum(t[0] for t in totals.values())} passed, {failed} failed")
    return 1 if regressions or improvements else 0


if __name__ == "__main__":
    sys.exit(main())
