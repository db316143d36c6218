#!/usr/bin/env python3
"""run.py MEMPHIS [--record]: the programs of examples/ print on both engines what CPython 3.14 prints (NAME.out, from the oracle)."""

import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]


def output(*command):
    return subprocess.run([str(part) for part in command], cwd=ROOT / "examples", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout


def main():
    memphis = pathlib.Path(sys.argv[1]).absolute()
    passed = failed = 0
    for program in sorted((ROOT / "examples").glob("*.py")):
        recorded = HERE / f"{program.stem}.out"
        if "--record" in sys.argv:
            recorded.write_text(output(ROOT / "tools/oracle/python", program))
        wanted = recorded.read_text() if recorded.exists() else None
        for engine in ("vm", "treewalk"):
            actual = output(memphis, f"--engine={engine}", program.name)
            passed, failed = passed + (actual == wanted), failed + (actual != wanted)
            if actual != wanted:
                print(f"FAIL {program.name} [{engine}]\n{actual}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
