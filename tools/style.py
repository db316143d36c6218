#!/usr/bin/env python3
"""Holds the rules of CONTRIBUTING.md that a program can hold; the last line is "N passed, N failed" (a check a file and rule).

    tools/style.py

- A file has at most 800 lines, a function at most 60.
- A file includes only its own layer and those that CMakeLists.txt lets it stand on (the build's include paths hold this too, but not
  against `../`), and programs outside src/ include what is public.
- A header starts with #pragma once and has no `using namespace`.
- No layer has a mutable global (what the release build's libraries hold in .data and .bss, when it is there).

tools/style_exceptions.txt holds what is longer on purpose, with the reason; an exception that is not needed any more is a failure.
"""

import ast
import pathlib
import re
import subprocess
import sys

import source_tree
from source_tree import ROOT, text

MAX_FILE, MAX_FUNCTION = 800, 60
EXCEPTIONS = ROOT / "tools" / "style_exceptions.txt"
SCOPE = re.compile(r"^(?:inline |export )?namespace\b|^extern \"C\" \{")
TYPE = re.compile(r"^(?:template <.*> )?(?:class|struct|union)\b[^()]*\{$|^(?:template <.*> )?(?:class|struct|union) (?:alignas\(.*?\) |\[\[.*?\]\] )?\w+.*\{$")
NO_FUNCTION = re.compile(r"^(?:enum\b|static_assert|#|//|\}|case\b|default:)|(?:=|return) .*\{$|= \{$")


def indent_of(line):
    return len(line) - len(line.lstrip())


def cpp_functions(name):
    """(line, name, number of lines) of every function; relies on the tree being formatted, so that braces tell by their column."""
    lines = text(name).splitlines()

    def scan(begin, end, indent):
        start = begin
        while start < end:
            head = start
            stripped = lines[start].strip()
            # A signature may go on over further, deeper lines.
            while indent_of(lines[start]) == indent and stripped[-1:] not in "{};:\\" and head + 1 < end and indent_of(lines[head + 1]) > indent:
                head += 1
                stripped += " " + lines[head].strip()
            if indent_of(lines[start]) != indent or not stripped.endswith("{"):
                start = head + 1
                continue
            if SCOPE.match(stripped):
                start = head + 1
                continue
            stop = next((k for k in range(head + 1, end) if lines[k].startswith(" " * indent + "}")), end)
            if TYPE.match(stripped):
                yield from scan(head + 1, stop, indent + 2)
            elif not NO_FUNCTION.search(stripped):
                found = re.search(r"(\w+)\(", stripped)
                yield start + 1, found[1] if found else stripped, stop - start + 1
            start = stop + 1

    return list(scan(0, len(lines), 0))


def python_functions(name):
    tree = ast.parse(text(name))
    return [(node.lineno, node.name, node.end_lineno - node.lineno + 1) for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def too_long(files):
    for name in files:
        length = len(text(name).splitlines())
        if length > MAX_FILE:
            yield name, f"has {length} lines, more than {MAX_FILE}"
        functions = python_functions(name) if name.endswith(".py") else cpp_functions(name)
        for line, function, count in functions:
            if count > MAX_FUNCTION:
                yield f"{name}:{function}", f"has {count} lines (from line {line}), more than {MAX_FUNCTION}"


def trespasses(files):
    layers = source_tree.layers()
    for name in files:
        parts = pathlib.PurePath(name).parts
        for included in source_tree.INCLUDE.findall(text(name)):
            if ".." in pathlib.PurePath(included).parts:
                yield name, f'includes "{included}": say the layer instead'
        for included in source_tree.includes(name):
            folder, layer = (*pathlib.PurePath(included).parts, "")[:2]
            if folder == "src" and parts[0] == "src" and layer not in layers[parts[1]]:
                yield name, f"includes {included}: {parts[1]} does not stand on {layer}"
            if folder == "src" and parts[0] == "include":
                yield name, f"includes {included}, which is not public"


def header_habits(files):
    for name in files:
        if not name.endswith(".h"):
            continue
        if not re.search(r"^#pragma once$", text(name), re.M):
            yield name, "has no #pragma once"
        if re.search(r"^using namespace", text(name), re.M):
            yield name, "has a `using namespace` at its top level"


def mutable_globals():
    libraries = sorted((ROOT / "build" / "release").glob("libmemphis_*.a"))
    for library in libraries:
        listing = subprocess.run(["nm", "--demangle", "--quiet", "--format=sysv", library], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                 check=True)
        for line in filter(lambda line: "|" in line, listing.stdout.splitlines()):
            name, *_, section = (field.strip() for field in line.split("|"))
            # .data.rel.ro holds constants with addresses in them: the loader writes it, and then nobody.
            if re.match(r"\.(t?data|t?bss)\b(?!\.rel\.ro)", section):
                yield f"{library.name}:{name}", "has a mutable global"


def read_exceptions():
    """{subject: reason}"""
    lines = EXCEPTIONS.read_text().splitlines()
    return dict(line.split(None, 1) for line in lines if line.strip() and not line.startswith("#"))


def main():
    cpp = source_tree.files("src/*.cpp", "src/*.h", "apps/*.cpp", "apps/*.h", "include/*.h", "bench/*.cpp", "tests/unit/*.cpp", "tests/embed/*.cpp")
    python = source_tree.files("tools/*.py", "bench/*.py", "tests/*/run.py", "tests/*/driver.py")
    exceptions = read_exceptions()
    found = [*too_long(cpp + python), *trespasses(cpp), *header_habits(cpp), *mutable_globals()]
    failures = [f"{subject} {what}" for subject, what in found if subject not in exceptions]
    subjects = {subject for subject, _ in found}
    failures += [f"{subject}: the exception is not needed any more" for subject in exceptions if subject not in subjects]
    for failure in failures:
        print(f"FAIL {failure}")
    print(f"{len(cpp) + len(python)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
