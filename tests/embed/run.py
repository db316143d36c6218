#!/usr/bin/env python3
"""run.py BUILD_DIRECTORY COMPILER: installs the package, and builds and runs host/ against what was installed.

The programs of host/ know nothing of this repository but find_package(memphis). Prints what fails; exit code 1 then.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

HOST = pathlib.Path(__file__).resolve().parent / "host"
EXAMPLE = HOST.parents[2] / "examples" / "embedding"
PROGRAMS = ["host", "host_without_exceptions"]
# Sources that must not compile, and what the compiler must say about them.
REFUSED = {
    "oneshot_of_an_lvalue": r"discards qualifiers|function has rvalue ref-qualifier",
    "oneshot_twice": r"no member|has no member",
    "context_copy": r"deleted",
}


def run(*command, expect=0):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    if expect is not None and done.returncode != expect:
        print("$ " + " ".join(str(part) for part in command))
        print(done.stdout[-6000:])
        print(f"exit code {done.returncode} instead of {expect}")
        sys.exit(1)
    return done


def check_headers(include):
    """Only include/memphis is installed, and its headers include each other and the C++ library alone."""
    assert [entry.name for entry in include.iterdir()] == ["memphis"], list(include.iterdir())
    for header in (include / "memphis").iterdir():
        for name in re.findall(r'^\s*#\s*include\s+"([^"]+)"', header.read_text(), re.M):
            if not (include / name).is_file():
                sys.exit(f"{header.name} includes {name}, which is not installed")


def main():
    build_directory, compiler = sys.argv[1:3]
    with tempfile.TemporaryDirectory(prefix="memphis-embed-") as temporary:
        prefix, build = pathlib.Path(temporary, "prefix"), pathlib.Path(temporary, "build")
        run("cmake", "--install", build_directory, "--prefix", prefix, "--component", "embedding")
        check_headers(prefix / "include")
        run("cmake", "-S", HOST, "-B", build, "-G", "Ninja", f"-DCMAKE_CXX_COMPILER={compiler}", f"-DCMAKE_PREFIX_PATH={prefix}")
        run("cmake", "--build", build, "-j", "2")
        for program in PROGRAMS:
            print(run(build / program).stdout, end="")
        example = pathlib.Path(temporary, "example")
        run("cmake", "-S", EXAMPLE, "-B", example, "-G", "Ninja", f"-DCMAKE_CXX_COMPILER={compiler}", f"-DCMAKE_PREFIX_PATH={prefix}")
        run("cmake", "--build", example)
        printed, wanted = run(example / "embedding").stdout, (EXAMPLE / "expected.txt").read_text()
        if printed != wanted:
            sys.exit(f"examples/embedding printed\n{printed}instead of\n{wanted}")
        print("examples/embedding: as expected")
        for target, complaint in REFUSED.items():
            done = run("cmake", "--build", build, "--target", target, expect=None)
            if done.returncode == 0 or not re.search(complaint, done.stdout):
                sys.exit(f"{target} should not compile, with a message like '{complaint}':\n{done.stdout[-3000:]}")
            print(f"{target}: refused")


if __name__ == "__main__":
    main()
