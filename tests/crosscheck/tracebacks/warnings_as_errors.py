# A warning that a filter makes an error: no frame of the module warnings is in its traceback.
import traceback
import warnings


def old():
    warnings.warn("use new()", DeprecationWarning, stacklevel=2)


def explicit():
    warnings.warn_explicit("here", UserWarning, "file.py", 7)


with warnings.catch_warnings():
    warnings.simplefilter("error")
    for function in (old, explicit, lambda: compile("1 is 1", "<text>", "eval")):
        try:
            function()
        except (Warning, SyntaxError):
            traceback.print_exc()
print(type(warnings.warn).__name__, type(warnings.warn_explicit).__name__, warnings.warn.__module__)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    old()
    explicit()
print([(str(w.message), w.category.__name__, w.lineno) for w in caught])
warnings.simplefilter("error")
old()
