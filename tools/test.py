#!/usr/bin/env python3
"""Runs the tests, stage after stage; the last line is "N passed, N failed" over all of them.

    tools/test.py [--stage NAME[,NAME...]] [-j N]

A stage prints what it runs, its failures and its own counts. The stages, in order: see STAGES.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
COUNTS = re.compile(r"^(\d+) passed, (\d+) failed$")
UNIT_TIMEOUT = 600


class Runner:
    def __init__(self, jobs):
        self.jobs = jobs

    def build(self, preset, *targets):
        """(passed, failed) of one build; nothing else can run when it fails."""
        if not (ROOT / "build" / preset / "build.ninja").exists():
            if subprocess.run(["cmake", "--preset", preset], cwd=ROOT).returncode:
                return 0, 1
        done = subprocess.run(["cmake", "--build", f"build/{preset}", "--target", *targets, "-j", str(self.jobs)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            print(done.stdout[-20000:])
            print(f"the {preset} build fails")
            return 0, 1
        return 1, 0

    def ctest(self, preset, pattern):
        """Every ctest test whose name matches, one by one; a GoogleTest program counts by its cases."""
        listing = subprocess.run(["ctest", "--show-only=json-v1"], cwd=ROOT / "build" / preset, stdout=subprocess.PIPE, text=True)
        tests = [test for test in json.loads(listing.stdout)["tests"] if re.search(pattern, test["name"])]
        return add(map(self.one_test, tests))

    def one_test(self, test):
        if "command" not in test or not pathlib.Path(test["command"][0]).exists() and "/" in test["command"][0]:
            print(f"FAIL {test['name']}: not built")
            return 0, 1
        properties = {p["name"]: p["value"] for p in test.get("properties", [])}
        try:
            done = subprocess.run(test["command"], cwd=properties.get("WORKING_DIRECTORY"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  text=True, errors="replace", timeout=properties.get("TIMEOUT", UNIT_TIMEOUT))
        except subprocess.TimeoutExpired:
            print(f"FAIL {test['name']}: no end after {UNIT_TIMEOUT} s")
            return 0, 1
        ran = re.findall(r"^\[  PASSED  \] (\d+) test", done.stdout, re.M)
        bad = set(re.findall(r"^\[  FAILED  \] ([\w/]+\.[\w/]+)", done.stdout, re.M))
        passed, failed = (int(ran[-1]) if ran else 0), len(bad)
        if counts := COUNTS.search(done.stdout.rstrip().rpartition("\n")[2]):
            passed, failed = int(counts[1]), int(counts[2])  # a script of ours
        elif not ran and not bad:
            passed, failed = (1, 0) if done.returncode == 0 else (0, 1)
        if done.returncode and not failed:
            failed = 1
        if failed:
            print(f"FAIL {test['name']} (exit code {done.returncode})")
            shown = [line for line in done.stdout.splitlines() if not re.match(r"\[( RUN  |       OK|------|======)", line)]
            print("    " + "\n    ".join(shown[-60:]))
        return passed, failed

    def script(self, *command):
        """A runner of ours whose last line holds the counts."""
        process = subprocess.Popen([str(c) for c in command], cwd=ROOT, stdout=subprocess.PIPE, text=True, errors="replace")
        counts = None
        for line in process.stdout:
            if match := COUNTS.match(line.rstrip("\n")):
                counts = int(match[1]), int(match[2])
            else:
                sys.stdout.write(line)
                sys.stdout.flush()
        code = process.wait()
        passed, failed = counts or (0, 1)
        return (passed, max(failed, 1)) if code else (passed, failed)

    def crosscheck(self, *arguments):
        return self.script("tests/crosscheck/run.py", "-j", self.jobs, *arguments)


def stage_build(r):
    return r.build("release", "all")


def stage_unit(r):
    return r.ctest("release", "^unit_")


def stage_link(r):
    return r.ctest("release", "^link_")


def stage_limit(r):
    return r.script("tests/limit/run.py", "-j", r.jobs)


def stage_command(r):
    return r.script("tests/command/run.py", "build/release/memphis")


def stage_embed(r):
    return r.ctest("release", "^(embed|app)_")


def stage_crosscheck(r):
    return r.crosscheck()


def stage_differences(r):
    return r.script("tests/differences/run.py")


def stage_cheatsheet(r):
    return r.crosscheck("--suite=cheatsheet")


def stage_gcstress(r):
    return r.crosscheck("--gc-stress=1", "--timeout=120")


def stage_conformance(r):
    """CPython's own tests, against the recorded baseline."""
    if subprocess.run(["tools/bootstrap.sh", "conformance"], cwd=ROOT).returncode:
        return 0, 1
    return r.script("tests/conformance/run.py", "-j", r.jobs)


def stage_style(r):
    return r.script("tools/style.py")


def stage_sanitize(r):
    built = r.build("sanitize", "all")
    if built[1]:
        return built
    binary = "--binary=build/sanitize/memphis"
    suites = ["crosscheck", "cheatsheet"] if has_cheatsheet() else ["crosscheck"]
    return add([built, r.ctest("sanitize", "^unit_"), *(r.crosscheck(binary, "--sanitized", f"--suite={s}", "--timeout=120") for s in suites)])


def stage_threads(r):
    """Interpreters on several threads under ThreadSanitizer; only what that needs is built."""
    built = r.build("tsan", "stress_threads")
    return built if built[1] else add([built, r.ctest("tsan", "^embed_threads$")])


def stage_format(r):
    done = subprocess.run(["tools/format.sh", "--check"], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    bad = sorted(set(re.findall(r"^(\S+?):\d+:\d+: error", done.stderr, re.M)))
    for name in bad:
        print(f"FAIL {name} is not formatted (make format)")
    return (0, max(len(bad), 1)) if done.returncode else (1, 0)


def stage_tidy(r):
    return r.script("tools/tidy.py", "-j", r.jobs)


STAGES = {
    "build": stage_build,
    "format": stage_format,
    "style": stage_style,
    "tidy": stage_tidy,
    "unit": stage_unit,
    "link": stage_link,
    "crosscheck": stage_crosscheck,
    "cheatsheet": stage_cheatsheet,
    "differences": stage_differences,
    "limit": stage_limit,
    "command": stage_command,
    "embed": stage_embed,
    "conformance": stage_conformance,
    "gcstress": stage_gcstress,
    "sanitize": stage_sanitize,
    "threads": stage_threads,
}


# What `make test` runs: what is quick and finds most comes first. sanitize, gcstress and threads passed or were mended one by one, and
# join as soon as one run of the whole has been seen to pass; tidy takes 8 minutes of processor time where nothing is cached.
DEFAULT_STAGES = ["build", "format", "style", "unit", "link", "crosscheck", "cheatsheet", "differences", "limit", "command", "embed", "conformance"]


def has_cheatsheet():
    """The cheat sheet is no part of the repository: where it is not beside the checkout its stage is left out, and the report says so."""
    return subprocess.run(["tests/crosscheck/run.py", "--suite=cheatsheet", "--present"], cwd=ROOT).returncode == 0


def add(pairs):
    passed = failed = 0
    for p, f in pairs:
        passed, failed = passed + p, failed + f
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stage", help="comma-separated: " + ", ".join(STAGES))
    parser.add_argument("--jobs", "-j", type=int, default=os.cpu_count())
    options = parser.parse_args()
    names = options.stage.split(",") if options.stage else [n for n in DEFAULT_STAGES if n != "cheatsheet" or has_cheatsheet()]
    if unknown := [n for n in names if n not in STAGES]:
        parser.error(f"no stage {unknown[0]}; there are {', '.join(STAGES)}")
    runner = Runner(options.jobs)
    totals = (0, 0)
    rows = []
    for name in names:
        print(f"== {name}", flush=True)
        started = time.monotonic()
        counts = STAGES[name](runner)
        if counts == (0, 0):
            print("FAIL nothing of this stage could run")
            counts = (0, 1)
        rows.append((name, *counts, time.monotonic() - started))
        totals = add([totals, counts])
        print(f"{name}: {counts[0]} passed, {counts[1]} failed ({rows[-1][3]:.0f} s)", flush=True)
        if name == "build" and counts[1]:
            break
    if len(rows) > 1:
        print("\nstage          passed  failed  seconds")
        for name, passed, failed, seconds in rows:
            print(f"{name:12} {passed:8} {failed:7} {seconds:8.0f}")
        if not options.stage and "cheatsheet" not in names:
            print("cheatsheet   not run: there is no shared/cheatsheet beside the checkout, and MEMPHIS_CHEATSHEET names none")
    print(f"{totals[0]} passed, {totals[1]} failed")
    return 1 if totals[1] else 0


if __name__ == "__main__":
    sys.exit(main())
