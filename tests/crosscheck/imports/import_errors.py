# ModuleNotFoundError and ImportError messages and attributes.
import sys; sys.path.append(sys.path[0] + "/_modules")  # where the helper modules are
def attempt(source):
    try:
        exec(source, {"__name__": "__main__"})
        print(source, "-> fine")
    except ImportError as error:
        text = str(error)
        if "(/" in text: text = text[:text.index("(/") + 1] + text[text.rindex("/") + 1:]
        print(f"{source} -> {type(error).__name__}: {text} | name={error.name!r} path={(error.path or '').rpartition('/')[2]!r} name_from={getattr(error, 'name_from', None)!r}")


attempt("import no_such_module")
attempt("import no_such_package.sub")
attempt("import pkg_a.missing")
attempt("import pkg_a.missing.deeper")
attempt("import pkg_a.other.not_a_package")
attempt("from pkg_a import nothing")
attempt("from pkg_a.other import nothing")
attempt("from pkg_a.other import NAME, nothing")
attempt("from sys import nothing")
attempt("from builtins import nothing")
attempt("import sys.nothing")
attempt("from no_such_module import *")
attempt("import fails_inside")
attempt("from . import x")
attempt("import sys as s, no_such_again")
try:
    import raises_inside
except ValueError as error:
    print(repr(error))
import sys
print("raises_inside" in sys.modules, "fails_inside" in sys.modules)
sys.modules["blocked"] = None
attempt("import blocked")
attempt("import blocked.sub")
try:
    import bad_syntax
except SyntaxError as error:
    print(error.msg, error.lineno, error.filename.rpartition("/")[2], error.text)
for source in (
    "__import__('')", "__import__('a\\0b')", "__import__(5)", "__import__('x', level=-1)",
    "__import__('sys', {}, {}, ['version_x'])",
):
    try:
        print(source, "->", type(eval(source)).__name__)
    except Exception as error:
        print(source, "->", type(error).__name__, error)
