#!/usr/bin/env python3
"""Every deliberate difference from CPython has a program here; this runs them and holds docs/differences.md to them.

    tests/differences/run.py [--binary=PATH]   each program, on each engine, prints NAME.memphis.out; NAME.cpython.out says otherwise;
                                               docs/differences.md names every program, and no other
    tests/differences/run.py --record          writes both files anew: from the oracle (tools/README.md) and from Memphis

The last line is "N passed, N failed". A difference that is gone is a failure: take the program and its paragraph away.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DOCUMENT = ROOT / "docs" / "differences.md"
sys.path.insert(0, str(ROOT / "tools"))
import recording

ENGINES = ("vm", "treewalk")


def run_memphis(binary, engine, program):
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "MEMPHIS_GC", "MEMPHIS_ENGINE"))}
    done = subprocess.run([binary, f"--engine={engine}", program.name], cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, env=env)
    return recording.render(recording.decode(done.stdout), recording.decode(done.stderr), done.returncode)


def record_cpython(programs):
    import oracle_client
    with oracle_client.Oracle(60) as oracle:
        for program in programs:
            answer = oracle.run([f"/differences/{program.name}"], cwd="/differences", mounts={str(HERE): "/differences"}, env={"PYTHONHASHSEED": "0"})
            if answer.problem:
                sys.exit(f"{program.name}: {answer.problem}")
            text = recording.render(recording.decode(answer.stdout), recording.decode(answer.stderr), answer.exit_code)
            program.with_suffix(".cpython.out").write_bytes(recording.encode(text))


def read(path):
    return recording.decode(path.read_bytes()) if path.exists() else None


def problems_of(program, options):
    cpython, memphis = read(program.with_suffix(".cpython.out")), read(program.with_suffix(".memphis.out"))
    if cpython is None or memphis is None:
        return ["nothing recorded (tests/differences/run.py --record)"]
    if cpython == memphis:
        return ["both do the same"]
    found = []
    for engine in ENGINES:
        actual = run_memphis(options.binary, engine, program)
        if actual != memphis:
            found.append(f"{engine} printed\n{actual}instead of\n{memphis}")
    return found


def documented():
    return set(re.findall(r"\(\.\./tests/differences/(\w+)\.py\)", DOCUMENT.read_text()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=ROOT / "build" / "release" / "memphis", type=pathlib.Path)
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    options.binary = options.binary.absolute()
    programs = sorted(p for p in HERE.glob("*.py") if p.name != "run.py")
    if options.record:
        record_cpython(programs)
        for program in programs:
            program.with_suffix(".memphis.out").write_bytes(recording.encode(run_memphis(options.binary, "vm", program)))
    passed = failed = 0
    for program in programs:
        problems = problems_of(program, options)
        if program.stem not in documented():
            problems.append("docs/differences.md does not mention it")
        for problem in problems:
            print(f"FAIL {program.stem}: {problem}")
        passed, failed = passed + (not problems), failed + bool(problems)
    for name in sorted(documented() - {p.stem for p in programs}):
        print(f"FAIL docs/differences.md: there is no {name}.py")
        failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
