#!/usr/bin/env python3
"""mutable_globals.py LIBRARY SAMPLE: fails when an object of ours in the archive has mutable static storage.

Interpreters share nothing, so there must be nothing to share: no variable in .data, .bss, .tdata or .tbss. What is constant
lies in .rodata or .data.rel.ro (constants with addresses in them, which the loader fills in). SAMPLE is an archive that has
what must be found: it shows that the search works.
"""

import re
import subprocess
import sys

MUTABLE = re.compile(r"^\.(data|bss|tdata|tbss)(\.(?!rel\.ro)|$)|^COMMON$")
# Storage that is no state of an interpreter, with the reason.
ALLOWED = {
    "memphis::faults::fault_receiver": "the same, of faulthandler",
    "memphis::signals::signal_receiver": "signal handlers are the process's and have no argument that could say whose signal it is",
}


def mutable_symbols(archive):
    """How many objects the archive has, and its mutable variables: {name: description}."""
    done = subprocess.run(["objdump", "--syms", "--demangle", archive], stdout=subprocess.PIPE, text=True, check=True)
    member, objects, found = "", 0, {}
    for line in done.stdout.splitlines():
        if match := re.match(r"^(\S+\.o):\s+file format", line):
            member = match[1]
            objects += 1
        # value, flags (7 characters), section, TAB, size, name
        elif match := re.match(r"^[0-9a-f]{16} (.{7}) (\S+)\t([0-9a-f]+)\s+(.*)$", line):
            flags, section, size, name = match.groups()
            name = name.replace(".hidden ", "").strip()
            is_section = "d" in flags
            if not is_section and int(size, 16) != 0 and MUTABLE.match(section) and name not in ALLOWED:
                found[name] = f"{member}: {name} ({section}, {int(size, 16)} bytes)"
    return objects, found


def main():
    library, sample = sys.argv[1:3]
    wanted = {"(anonymous namespace)::counter", "shared", "(anonymous namespace)::per_thread", "next()::last"}
    found = set(mutable_symbols(sample)[1])
    if found != wanted:
        sys.exit(f"the sample's globals are not what was found: {found ^ wanted}")
    objects, found = mutable_symbols(library)
    for entry in found.values():
        print("mutable global: " + entry)
    if objects < 100:
        sys.exit(f"only {objects} objects in {library}")
    print(f"{objects} objects, {len(found)} mutable globals")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
