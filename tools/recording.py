"""What a crosscheck program did, as text: the format of the .out files, shared by the recorder and the runner.

A program is tests/crosscheck/<theme>/NAME.py (names that start with "_" are helpers). Beside it lie NAME.out, what
CPython 3.14 did, and optionally NAME.in, its standard input. A line "# argv: a b" near its top gives it arguments, and
a line "# recorded on Linux" has it recorded by an installed CPython, where the oracle lacks what it needs.

NAME.out is the program's standard output. Where it wrote to standard error or ended with a code other than 0, sections follow:

    --- stderr ---
    Traceback (most recent call last): ...
    --- exit 1 ---

Folders differ from machine to machine, so the program's folder reads /crosscheck/<theme> and the library's <stdlib>.
"""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
CROSSCHECK = ROOT / "tests" / "crosscheck"
GUEST_ROOT = "/crosscheck"
STDLIB_MARK = "<stdlib>"
SCRATCH = "/scratch"  # the empty folder that each program works in
NO_NEWLINE = "--- no newline at the end ---\n"


def programs(patterns=()):
    """The crosscheck programs whose theme/NAME contains one of the patterns (all of them without a pattern)."""
    found = sorted(p for p in CROSSCHECK.glob("*/*.py") if not p.name.startswith("_"))
    return [p for p in found if not patterns or any(pattern in name_of(p) for pattern in patterns)]


def name_of(program):
    return f"{program.parent.name}/{program.stem}"


def arguments_of(program):
    head = program.read_bytes()[:2000].decode("utf-8", "replace").splitlines()[:5]
    for line in head:
        if match := re.match(r"#\s*argv:\s*(.*)", line):
            return match.group(1).split()
    return []


def is_for_linux(program):
    """Whether a line "# recorded on Linux" near the top says that the oracle cannot run the program: it forks, say."""
    return "# recorded on Linux" in first_lines(program)


def watches_collection(program):
    """Whether a line "# watches collection" near the top says that the output tells when garbage is found."""
    return "# watches collection" in first_lines(program)


def first_lines(program):
    return program.read_bytes()[:2000].decode("utf-8", "replace").splitlines()[:5]


def stdin_of(program):
    path = program.with_suffix(".in")
    return path.read_bytes() if path.exists() else b""


def expected_of(program):
    path = program.with_suffix(".out")
    return decode(path.read_bytes()) if path.exists() else None


def decode(data):
    return data.decode("utf-8", "surrogateescape")


def encode(text):
    return text.encode("utf-8", "surrogateescape")


def _section(text):
    return text if not text or text.endswith("\n") else text + "\n" + NO_NEWLINE


def render(stdout, stderr, exit_code):
    """The text of a .out file from the streams (str, folders already replaced)."""
    if not stderr and exit_code == 0:
        return stdout
    parts = [_section(stdout)]
    if stderr:
        parts.append("--- stderr ---\n" + _section(stderr))
    if exit_code != 0:
        parts.append(f"--- exit {exit_code} ---\n")
    return "".join(parts)


def replace_folders(text, folders):
    """folders: [(folder on this machine, what it reads in a .out file)]; longer folders first."""
    for folder, mark in sorted(folders, key=lambda pair: -len(pair[0])):
        text = text.replace(folder, mark)
    return text
