# zipimport: modules and packages from a zip file, and their data.
import os
import sys
import tempfile
import zipfile
import zipimport

with tempfile.TemporaryDirectory() as directory:
    path = os.path.join(directory, "lib.zip")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("single.py", "value = 42\ndef where(): return __name__\n")
        archive.writestr("package/__init__.py", "from . import inner\n")
        archive.writestr("package/inner.py", "text = 'inside'\n")
        archive.writestr("package/data.txt", "data")
    importer = zipimport.zipimporter(path)
    print(importer.is_package("package"), importer.is_package("single"), os.path.basename(importer.archive))
    print(importer.get_source("single").splitlines()[0], importer.get_data("package/data.txt"))
    spec = importer.find_spec("single")
    print(spec.name, spec.origin.replace(path, "<zip>"), importer.find_spec("missing"))
    module = importer.load_module("single") if hasattr(importer, "load_module") else None
    print(module.value, module.where(), module.__file__.replace(path, "<zip>"))
    exec(importer.get_code("single"), names := {})
    print(names["value"])
    sys.path.insert(0, path)
    sys.path_hooks.insert(0, zipimport.zipimporter)
    import package
    print(package.inner.text, type(package.__loader__).__name__)
    for missing in (lambda: importer.get_data("nothing"), lambda: importer.get_code("nothing"), lambda: zipimport.zipimporter(directory)):
        try:
            missing()
        except (OSError, zipimport.ZipImportError) as error:
            print(type(error).__name__, str(error).replace(directory, "<dir>"))
