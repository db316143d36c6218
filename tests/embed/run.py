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


def project_of_readme(folder):
    """The program that README.md shows, with the CMake lines it shows."""
    readme = (HOST.parents[2] / "README.md").read_text()
    cmake, program = (re.search(rf"```{kind}\n(.*?)```", readme, re.S)[1] for kind in ("cmake", "cpp"))
    folder.mkdir()
    (folder / "main.cpp").write_text(program)
    lines = cmake.replace("target_link_libraries", "add_executable(host main.cpp)\ntarget_link_libraries")
    (folder / "CMakeLists.txt").write_text("cmake_minimum_required(VERSION 3.22)\nproject(readme LANGUAGES CXX)\n" + lines)


def check_output(source, build, compiler, prefix, program, wanted):
    run("cmake", "-S", source, "-B", build, "-G", "Ninja", f"-DCMAKE_CXX_COMPILER={compiler}", f"-DCMAKE_PREFIX_PATH={prefix}")
    run("cmake", "--build", build)
    printed = run(build / program).stdout
    if printed != wanted:
        sys.exit(f"{source} printed\n{printed}instead of\n{wanted}")
    print(f"{source.name}: prints what it should")


README_PRINTS = """7.5
Traceback (most recent call last):
  File "<string>", line 1, in <module>
    {}['key']
    ~~^^^^^^^
KeyError: 'key'
"""


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
        check_output(EXAMPLE, pathlib.Path(temporary, "example"), compiler, prefix, "embedding", (EXAMPLE / "expected.txt").read_text())
        readme = pathlib.Path(temporary, "README")
        project_of_readme(readme)
        check_output(readme, readme / "build", compiler, prefix, "host", README_PRINTS)
        for target, complaint in REFUSED.items():
            done = run("cmake", "--build", build, "--target", target, expect=None)
            if done.returncode == 0 or not re.search(complaint, done.stdout):
                sys.exit(f"{target} should not compile, with a message like '{complaint}':\n{done.stdout[-3000:]}")
            print(f"{target}: refused")


if __name__ == "__main__":
    main()
