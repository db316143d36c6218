# Finders from sys.path_hooks: pkgutil, importlib.resources and importlib.metadata see files, packages and zip files.
import importlib
import importlib.metadata
import importlib.resources
import os
import pkgutil
import sys
import tempfile
import zipfile

with tempfile.TemporaryDirectory() as directory:
    for name, text in {"package/__init__.py": "", "package/one.py": "value = 1\n", "package/sub/__init__.py": "", "package/sub/two.py": "", "package/data.txt": "text",
                       "space/part.py": "where = 'first'\n", "thing-1.5.dist-info/METADATA": "Metadata-Version: 2.1\nName: thing\nVersion: 1.5\n"}.items():
        path = os.path.join(directory, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)
    archive_path = os.path.join(directory, "lib.zip")
    with zipfile.ZipFile(archive_path, "w") as archive:
        archive.writestr("zipped.py", "value = 'from zip'\n")
        archive.writestr("inner/deep.py", "value = 'deep in the zip'\n")
    sys.path[:0] = [directory, archive_path]
    finder = pkgutil.get_importer(directory)
    print(type(finder).__name__, type(pkgutil.get_importer(archive_path)).__name__, pkgutil.get_importer(os.path.join(directory, "nothing")))
    print(sorted(module.name for module in pkgutil.iter_modules([directory])))
    print([(module.name, module.ispkg) for module in pkgutil.walk_packages([directory]) if module.name.startswith("package")])
    import package.one
    print(package.one.value, importlib.resources.files("package").joinpath("data.txt").read_text(), pkgutil.get_data("package", "data.txt"))
    import zipped
    print(zipped.value, type(zipped.__loader__).__name__)
    sys.path.insert(0, os.path.join(archive_path, "inner"))
    import deep
    print(deep.value)
    import space.part
    print(space.part.where)
    print(importlib.metadata.version("thing"), [each.metadata["Name"] for each in importlib.metadata.distributions(path=[directory])])
    try:
        importlib.metadata.version("nothing")
    except importlib.metadata.PackageNotFoundError as error:
        print(error)
    with open(os.path.join(directory, "late.py"), "w") as file:
        file.write("value = 'late'\n")
    importlib.invalidate_caches()
    import late
    print(late.value)
    for hook in (sys.path_hooks[0], sys.path_hooks[-1]):
        try:
            print(type(hook(os.path.join(directory, "package", "one.py"))).__name__)
        except ImportError as error:
            print(type(error).__name__)
