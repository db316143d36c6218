# py_compile and importlib's own loaders: a compiled file is written, found fresh or stale, and loaded.
import importlib
import importlib.machinery
import importlib.util
import os
import py_compile
import sys
import tempfile

with tempfile.TemporaryDirectory() as directory:
    source = os.path.join(directory, "made.py")
    with open(source, "w") as file:
        file.write("value = 6 * 7\ndef double(x): return x * 2\n")
    cached = py_compile.compile(source, os.path.join(directory, "made.pyc"), doraise=True)
    print(os.path.basename(cached), os.path.getsize(cached) > 50)
    loader = importlib.machinery.SourcelessFileLoader("made", cached)
    spec = importlib.util.spec_from_file_location("made", cached, loader=loader)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    print(module.value, module.double(4), module.__name__)
    loader = importlib.machinery.SourceFileLoader("other", source)
    spec = importlib.util.spec_from_loader("other", loader)
    other = importlib.util.module_from_spec(spec)
    loader.exec_module(other)
    print(other.value, other.__spec__.has_location, os.path.basename(other.__file__))
    sys.path.insert(0, directory)
    third = importlib.import_module("made")
    print(third.value, third is sys.modules["made"])
    with open(source, "w") as file:
        file.write("value = 'changed'\n")
    importlib.invalidate_caches()
    print(importlib.reload(third).value, third.double(1))
    with open(cached, "wb") as file:
        file.write(b"junk" * 10)
    try:
        importlib.machinery.SourcelessFileLoader("made", cached).get_code("made")
    except ImportError as error:
        print(str(error).split(" in ")[0])
try:
    py_compile.compile(source, doraise=True)
except FileNotFoundError as error:
    print(type(error).__name__)
print(importlib.util.resolve_name(".b", "a"), importlib.util.find_spec("nowhere_to_be_found"), importlib.util.find_spec("json").name)
print(len(importlib.util.MAGIC_NUMBER), importlib.util.MAGIC_NUMBER[2:], importlib.machinery.SOURCE_SUFFIXES)
