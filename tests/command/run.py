#!/usr/bin/env python3
"""run.py MEMPHIS [NAME...]: the command as its users meet it: alone in an empty folder, on directories and zip files, with cached modules.

Each test is a function test_NAME(memphis, folder); it fails by an exception. The last line is "N passed, N failed".
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile

ENGINES = ("vm", "treewalk")


def run(command, *, cwd, code=0, stdin="", **variables):
    """What it prints, both streams together."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "MEMPHIS_"))}
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=env | variables, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == code, f"{command}: exit code {done.returncode}\n{done.stdout[-4000:]}"
    return done.stdout


def equal(found, wanted):
    assert found == wanted, f"\n{found!r}\ninstead of\n{wanted!r}"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_alone_in_an_empty_folder(memphis, folder):
    """The program is the only file there is: no library, neither Python's nor C's."""
    shutil.copy(memphis, folder / "memphis")
    enter = ["chroot", folder, "/memphis"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "chroot", folder, "/memphis"]
    program = "import asyncio, json, email, unittest, sys; print(json.dumps([sys.prefix, json.__file__, sys.executable])); json.loads('{')"
    printed = run([*enter, "-c", program], cwd="/", code=1)
    assert printed.startswith('["/", "/lib/python3.14/json/__init__.py", "/memphis"]\n'), printed
    assert "    obj, end = self.scan_once(s, idx)\n" in printed, printed
    for engine in ENGINES:
        equal(run([*enter, f"--engine={engine}", "-c", "import re, os; print(re.sub('a', 'b', 'banana'), os.listdir('/'))"], cwd="/"), "bbnbnb ['memphis']\n")


def test_library_is_usable(memphis, folder):
    """What programs do with the files of the library, though there are none."""
    program = """
import importlib.resources, importlib.util, inspect, json, linecache, os, pkgutil, sys, zipimport
print(inspect.getsource(json.loads).splitlines()[0], inspect.getsource(os.makedirs).splitlines()[0])
print(json.__loader__.get_source("json").splitlines()[0], linecache.getline(json.__file__, 1, vars(json)).strip())
print(os.path.dirname(os.__file__) == sys._stdlib_dir == os.path.dirname(os.path.dirname(json.__file__)))
print([m.name for m in pkgutil.iter_modules(json.__path__, "json.")])
print("email.mime.text" in [m.name for m in pkgutil.walk_packages(sys.modules["email"].__path__ if "email" in sys.modules else __import__("email").__path__, "email.")])
files = importlib.resources.files("json")
print(sorted(f.name for f in files.iterdir() if f.is_file())[-1], len(files.joinpath("decoder.py").read_text()) > 100, (files / "none").is_file())
print(importlib.util.find_spec("json.decoder").origin == json.decoder.__file__, importlib.util.find_spec("json.nothing"))
print(os.path.isdir(sys._stdlib_dir), os.path.isfile(os.__file__), "json" in os.listdir(sys._stdlib_dir), sorted({(e.is_dir(), e.is_file()) for e in os.scandir(sys._stdlib_dir)}), len(open(os.__file__).read()) == os.stat(os.__file__).st_size)
for path, mode in ((os.__file__, "w"), (os.__file__ + ".none", "r")):
    try: open(path, mode)
    except OSError as error: print(type(error).__name__)
print(pkgutil.get_data("json", "__init__.py")[:3], zipimport.__spec__.origin)
"""
    wanted = """def loads(s, *, cls=None, object_hook=None, parse_float=None, def makedirs(name, mode=0o777, exist_ok=False):
r\"""JSON (JavaScript Object Notation) <https://json.org> is a subset of r\"""JSON (JavaScript Object Notation) <https://json.org> is a subset of
True
['json.__main__', 'json.decoder', 'json.encoder', 'json.scanner', 'json.tool']
True
tool.py True False
True None
True True True [(False, True), (True, False)] True
FileNotFoundError
FileNotFoundError
b'r""' frozen
"""
    for engine in ENGINES:
        equal(run([memphis, f"--engine={engine}", "-c", program], cwd=folder), wanted)


def test_directory_and_zip(memphis, folder):
    program = "import sys, helper\nprint(__name__, __file__, sys.argv, sys.path[0], helper.value, __spec__.name)\n"
    write(folder / "app" / "__main__.py", program)
    write(folder / "app" / "helper.py", "value = 'helped'\n")
    write(folder / "package" / "__init__.py", "")
    write(folder / "package" / "__main__.py", "import sys\nprint(__name__, __package__, sys.argv[1:], sys.path[0])\n")
    with zipfile.ZipFile(folder / "app.zip", "w") as archive:
        for name in ("__main__.py", "helper.py"):
            archive.write(folder / "app" / name, name)
    (folder / "app.pyz").write_bytes(b"#!/usr/bin/env memphis\n" + (folder / "app.zip").read_bytes())
    for engine in ENGINES:
        command = [memphis, f"--engine={engine}"]
        equal(run([*command, "app", "x"], cwd=folder), f"__main__ {folder}/app/__main__.py ['app', 'x'] app helped __main__\n")
        equal(run([*command, "app.zip", "x"], cwd=folder), "__main__ app.zip/__main__.py ['app.zip', 'x'] app.zip helped __main__\n")
        equal(run([*command, "app.pyz"], cwd=folder), "__main__ app.pyz/__main__.py ['app.pyz'] app.pyz helped __main__\n")
        equal(run([*command, "-m", "package", "y"], cwd=folder), f"__main__ package ['y'] {folder}\n")
    (folder / "empty").mkdir()
    equal(run([memphis, "empty"], cwd=folder, code=1), f"{memphis}: can't find '__main__' module in 'empty'\n")
    equal(run([memphis, "-m", "nothing_here"], cwd=folder, code=1), f"{memphis}: No module named nothing_here\n")
    equal(run([memphis, "-m", "app.helper.deeper"], cwd=folder, code=1),
          f"{memphis}: Error while finding module specification for 'app.helper.deeper' (ModuleNotFoundError: __path__ attribute not found on 'app.helper' while trying to find 'app.helper.deeper')\n")


def test_options(memphis, folder):
    write(folder / "script", "this is no Python\nprint('second')\n1 / 0\n")
    printed = run([memphis, "-x", "script"], cwd=folder, code=1)
    assert printed.startswith("second\nTraceback") and "line 3, in <module>\n    1 / 0" in printed, printed
    equal(run([memphis, "-", "a"], cwd=folder, stdin="import sys\nprint(sys.argv, __name__)\n"), "['-', 'a'] __main__\n")
    printed = run([memphis, "-i", "-c", "a = 5"], cwd=folder, stdin="print(a + 1)\n")
    assert printed.startswith(">>> 6\n"), printed
    printed = run([memphis, "-i", "-c", "b = 7; 1 / 0"], cwd=folder, stdin="print(b)\n")
    assert "ZeroDivisionError: division by zero\n>>> 7" in printed, printed
    printed = run([memphis, "-i"], cwd=folder, stdin="1 + 1\n")
    assert printed.startswith("Python 3.14") and ">>> 2\n" in printed, printed
    equal(run([memphis, "-I", "-c", "import sys; print(sys.flags.isolated, '' in sys.path)"], cwd=folder, PYTHONPATH="/nowhere"), "1 False\n")
    equal(run([memphis, "-S", "-c", "import sys; print('site' in sys.modules)"], cwd=folder), "False\n")
    equal(run([memphis, "-c", "import sys; print('/nowhere' in sys.path, quit)"], cwd=folder, PYTHONPATH="/nowhere"), "True Use quit() or Ctrl-D (i.e. EOF) to exit\n")


def test_interrupts(memphis, folder):
    """An uncaught KeyboardInterrupt ends the process by the signal; a status of 130 does not."""
    equal(run([memphis, "-c", "raise KeyboardInterrupt"], cwd=folder, code=-2).splitlines()[-1], "KeyboardInterrupt")
    run([memphis, "-c", "import sys; sys.exit(130)"], cwd=folder, code=130)
    write(folder / "module.py", "raise KeyboardInterrupt\n")
    run([memphis, "-m", "module"], cwd=folder, code=-2)


SHOW = "import sys, module; print(module.value, module.__spec__.cached and module.__spec__.cached.removeprefix(sys.path[0]))"


def cached_files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.pyc"))


def test_cached_modules(memphis, folder):
    module = write(folder / "module.py", "value = 1\n")
    command = [memphis, "-c", SHOW]
    equal(run([memphis, "-B", "-c", SHOW], cwd=folder), "1 __pycache__/module.memphis-314.pyc\n".replace("__py", str(folder) + "/__py"))
    equal(cached_files(folder), [])
    run(command, cwd=folder, PYTHONDONTWRITEBYTECODE="1")
    equal(cached_files(folder), [])
    run(command, cwd=folder)
    equal(cached_files(folder), ["__pycache__/module.memphis-314.pyc"])
    cached = folder / "__pycache__" / "module.memphis-314.pyc"
    # It is used: what it says counts as long as it looks up to date.
    information = module.stat()
    module.write_text("value = 2\n")
    os.utime(module, ns=(information.st_atime_ns, information.st_mtime_ns))
    assert run(command, cwd=folder).startswith("1 ")
    # Another time, another size, damage, another version: it is compiled anew.
    os.utime(module, (time.time(), information.st_mtime + 10))
    assert run(command, cwd=folder).startswith("2 ")
    module.write_text("value = 333\n")
    os.utime(module, (time.time(), information.st_mtime + 10))
    assert run(command, cwd=folder).startswith("333 ")
    good = cached.read_bytes()
    for damaged in (b"", good[:10], good[: len(good) // 2], b"\xcb\r\r\n" + good[4:], good[:16] + bytes(len(good) - 16)):
        cached.write_bytes(damaged)
        printed = run([memphis, "-c", "try: import module; print(module.value)\nexcept (EOFError, ValueError, TypeError, ImportError) as e: print(type(e).__name__)"], cwd=folder)
        # Half a file is an error in CPython too: files are replaced as a whole, so there is none.
        assert printed in ("333\n", "EOFError\n", "ValueError\n", "TypeError\n", "ImportError\n"), printed
    cached.unlink()
    # Elsewhere, by option and variable.
    run([memphis, "-X", f"pycache_prefix={folder}/one", "-c", SHOW], cwd=folder)
    run(command, cwd=folder, PYTHONPYCACHEPREFIX=f"{folder}/two")
    equal(cached_files(folder), [f"{place}{folder}/module.memphis-314.pyc" for place in ("one", "two")])
    # A folder that cannot be written to does no harm.
    (folder / "__pycache__").rmdir()
    write(folder / "__pycache__", "no folder")
    assert run(command, cwd=folder).startswith("333 ")


def test_each_engine_caches_its_own(memphis, folder):
    write(folder / "module.py", "# coding: latin-1\nfrom __future__ import annotations\ndef f(a: nothing): return a + 1\nvalue = f(1), 'é'\n").write_bytes(
        b"# coding: latin-1\nfrom __future__ import annotations\ndef f(a: nothing): assert a; return a + 1\nvalue = f(1), '\xe9', __debug__\n")
    program = "import sys, module; print(module.value, module.f.__annotations__, module.f.__code__.co_filename == module.__file__)"
    for options in ([], ["-O"]):
        for _ in range(2):
            for engine in ENGINES:
                equal(run([memphis, *options, f"--engine={engine}", "-c", program], cwd=folder), f"(2, 'é', {not options}) {{'a': 'nothing'}} True\n")
    equal(cached_files(folder), sorted(f"__pycache__/module.{tag}{end}.pyc" for tag in ("memphis-314", "memphis-314-treewalk") for end in ("", ".opt-1")))
    (folder / "module.py").write_text("fail here")
    printed = run([memphis, "--engine=treewalk", "-c", "import module"], cwd=folder, code=1)
    assert "SyntaxError: invalid syntax" in printed, printed


def test_compiled_without_source(memphis, folder):
    write(folder / "module.py", "value = 'compiled'\ndef fail(): raise ValueError(value)\n")
    run([memphis, "-m", "compileall", "-q", "-b", "."], cwd=folder)
    (folder / "module.py").unlink()
    equal(cached_files(folder), ["module.pyc"])
    for engine in ENGINES:
        equal(run([memphis, f"--engine={engine}", "-c", "import module; print(module.value, module.__loader__.__class__.__name__)"], cwd=folder), "compiled SourcelessFileLoader\n")
    equal(run([memphis, "module.pyc"], cwd=folder), "")
    printed = run([memphis, "-i", "module.pyc"], cwd=folder, stdin="print(value, __file__, type(__loader__).__name__)\n")
    assert printed.startswith(">>> compiled module.pyc SourcelessFileLoader"), printed
    (folder / "other.pyc").write_bytes(b"\xcb\r\r\n" + bytes(20))
    equal(run([memphis, "other.pyc"], cwd=folder, code=1), "RuntimeError: Bad magic number in .pyc file\n")


def test_hash_based_cache(memphis, folder):
    module = write(folder / "module.py", "value = 1\n")
    for mode, wanted in (("checked-hash", {"default": "2", "always": "2", "never": "1"}), ("unchecked-hash", {"default": "1", "always": "2", "never": "1"})):
        for policy, value in wanted.items():
            module.write_text("value = 1\n")
            run([memphis, "-m", "compileall", "-q", "-f", f"--invalidation-mode={mode}", "module.py"], cwd=folder)
            module.write_text("value = 2\n")
            printed = run([memphis, "--check-hash-based-pycs", policy, "-c", "import module; print(module.value)"], cwd=folder)
            equal((mode, policy, printed), (mode, policy, value + "\n"))
    assert "must be one of" in run([memphis, "--check-hash-based-pycs", "sometimes", "-c", ""], cwd=folder, code=2)


def make_wheel(folder, tag):
    """A wheel of the package `greeting` with a command of that name."""
    path = folder / f"greeting-1.0-{tag}.whl"
    files = {
        "greeting/__init__.py": "def main():\n    import sys\n    print('hello from', sys.argv[1:])\n",
        "greeting-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n",
        "greeting-1.0.dist-info/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n",
        "greeting-1.0.dist-info/entry_points.txt": "[console_scripts]\ngreet = greeting:main\n",
    }
    record = "".join(f"{name},,\n" for name in [*files, "greeting-1.0.dist-info/RECORD"])
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {**files, "greeting-1.0.dist-info/RECORD": record}.items():
            archive.writestr(name, text)
    return path


def test_virtual_environment(memphis, folder):
    """Made with the pip that is packed into the program; installs a wheel and its command, and refuses a compiled one."""
    run([memphis, "-m", "venv", "env"], cwd=folder)
    env = folder / "env"
    python = env / "bin" / "python"
    equal(run([python, "-c", "import sys; print(sys.prefix, sys.base_prefix == sys._base_executable.removesuffix('/memphis'), sys.executable, sys.path[-1])"], cwd=folder),
          f"{env} True {python} {env}/lib/python3.14/site-packages\n")
    (folder / "wheels").mkdir()
    install = [env / "bin" / "pip", "install", "--quiet", "--no-index", "--disable-pip-version-check"]
    run([*install, make_wheel(folder / "wheels", "py3-none-any")], cwd=folder)
    equal(run([env / "bin" / "greet", "x"], cwd=folder), "hello from ['x']\n")
    equal((env / "bin" / "greet").read_text().splitlines()[0], f"#!{env}/bin/memphis")
    for tag in ("cp314-cp314-manylinux_2_17_x86_64", "cp314-abi3-linux_x86_64"):
        printed = run([*install, make_wheel(folder / "wheels", tag)], cwd=folder, code=1)
        assert "is not a supported wheel on this platform" in printed, printed
    tags = run([python, "-c", "from pip._vendor.packaging.tags import sys_tags\nfor tag in sys_tags(): print(tag)"], cwd=folder).split()
    assert tags[-1] == "py30-none-any" and "py3-none-any" in tags and not any(tag.startswith("cp") for tag in tags), tags
    assert "memphis314-memphis_314_x86_64_linux_gnu-linux_x86_64" in tags, tags


def test_site(memphis, folder):
    """.pth files, the user's site-packages, sitecustomize."""
    base = folder / "user"
    packages = base / "lib" / "python3.14" / "site-packages"
    write(packages / "more.pth", "extra\nimport sys; sys.from_pth = True\n# comment\nmissing\n")
    write(packages / "extra" / "beside.py", "value = 'beside'\n")
    write(packages / "usercustomize.py", "import sys; sys.customized = True\n")
    program = "import sys, beside; print(beside.value, sys.from_pth, sys.customized, [p for p in sys.path if 'missing' in p], sys.flags.no_user_site)"
    equal(run([memphis, "-c", program], cwd=folder, PYTHONUSERBASE=str(base)), "beside True True [] 0\n")
    printed = run([memphis, "-s", "-c", "import beside"], cwd=folder, code=1, PYTHONUSERBASE=str(base))
    assert printed.endswith("ModuleNotFoundError: No module named 'beside'\n"), printed
    equal(run([memphis, "-m", "site", "--user-site"], cwd=folder, PYTHONUSERBASE=str(base)), f"{packages}\n")
    home = run([memphis, "-c", "import sys; print(sys.prefix, sys.base_prefix, sys._stdlib_dir)"], cwd=folder, PYTHONHOME=str(folder))
    equal(home, f"{folder} {folder} {folder}/lib/python3.14\n")


def main():
    memphis = pathlib.Path(sys.argv[1]).absolute()
    wanted = sys.argv[2:]
    tests = {name.removeprefix("test_"): function for name, function in globals().items() if name.startswith("test_")}
    passed = failed = 0
    for name, function in tests.items():
        if wanted and name not in wanted:
            continue
        with tempfile.TemporaryDirectory(prefix="command-") as folder:
            try:
                function(memphis, pathlib.Path(folder).resolve())
                passed += 1
            except Exception:
                failed += 1
                print(f"FAIL {name}")
                print("    " + traceback.format_exc().replace("\n", "\n    "))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
