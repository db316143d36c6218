"""What the tools ask about our C++ files: which there are, what they include, and which layer may include which."""

import functools
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+"([^"]+)"', re.M)
LAYER = re.compile(r"^memphis_layer\((\w+)([^)]*)\)", re.M)


def files(*patterns):
    """Tracked and new files that match, as paths from the top."""
    listing = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "--", *patterns], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return sorted(name for name in set(listing.stdout.splitlines()) if (ROOT / name).is_file())


@functools.cache
def text(name):
    return (ROOT / name).read_text()


@functools.cache
def includes(name):
    """Our own files that one includes directly, as paths from the top. What the build generates is not among them."""
    found = []
    for included in INCLUDE.findall(text(name)):
        for folder in (pathlib.PurePath(name).parent, "src", "include"):
            path = pathlib.PurePath(folder) / included
            if (ROOT / path).is_file():
                found.append(str(path))
                break
    return tuple(found)


@functools.cache
def closure(name):
    """A file and everything of ours that it includes."""
    seen, pending = {name}, [name]
    while pending:
        for included in includes(pending.pop()):
            if included not in seen:
                seen.add(included)
                pending.append(included)
    return frozenset(seen)


def layers():
    """{layer: the layers it may include}, itself among them: the table in CMakeLists.txt, followed to its end."""
    direct = {name: dependencies.split() for name, dependencies in LAYER.findall((ROOT / "CMakeLists.txt").read_text())}

    def reach(name):
        return {name}.union(*(reach(dependency) for dependency in direct[name]))

    return {name: reach(name) for name in direct}
