"""A small test.support: what the modules in modules.txt take from it. See ../../README.md."""

import sys
import unittest

verbose = False
use_resources = {}
max_memuse = 0
failfast = False
PGO = False
is_emscripten = sys.platform == "emscripten"
is_wasi = sys.platform == "wasi"
is_jython = False
is_android = False
has_fork_support = has_subprocess_support = False
has_socket_support = False
MS_WINDOWS = sys.platform == "win32"
MAX_Py_ssize_t = sys.maxsize
_1M, _1G, _2G, _4G = 1 << 20, 1 << 30, 2 << 30, 4 << 30
NHASHBITS = sys.hash_info.width
SHORT_TIMEOUT, LONG_TIMEOUT, LOOPBACK_TIMEOUT = 30.0, 300.0, 5.0
Py_DEBUG = False


class Error(Exception):
    pass


class TestFailed(Error):
    pass


class ResourceDenied(unittest.SkipTest):
    pass


def extend_path(library):
    """Lets `import test.X` find CPython's test.X in the folder."""
    import test
    test.__path__.append(library + "/test")


# What is only true of CPython is skipped here always, since only this interpreter uses the stand-in.


def cpython_only(item):
    return unittest.skip("implementation detail of CPython")(item)


refcount_test = cpython_only


def impl_detail(message=None, **guards):
    def mark(item):
        return item if check_impl_detail(**guards) else unittest.skip(message or "implementation detail")(item)

    return mark


def check_impl_detail(**guards):
    if not guards:
        return False
    default = not next(iter(guards.values()))
    return guards.get(sys.implementation.name, default)


def _never(reason):
    def decorate(*args, **kwargs):
        if len(args) == 1 and not kwargs and callable(args[0]):
            return unittest.skip(reason)(args[0])
        return unittest.skip(reason)

    return decorate


def _always(item=None, *args, **kwargs):
    return item if callable(item) else lambda inner: inner


requires_subprocess = _never("no processes in the stand-in")
requires_legacy_unicode_capi = _never("needs CPython's C API")
bigmemtest = _never("needs much memory")
bigaddrspacetest = _never("needs much memory")
requires_resource = _never("needs a resource that is switched off")
requires_IEEE_754 = _always
requires_docstrings = _always
no_tracing = _always
run_with_locale = lambda *names: unittest.skip("needs locale")
HAVE_DOCSTRINGS = True
skip_if_pgo_task = _always
skip_if_buggy_ucrt_strfptime = _always


def requires_working_socket(*, module=False):
    if module:
        raise unittest.SkipTest("no sockets in the stand-in")
    return unittest.skip("no sockets in the stand-in")


def requires(resource, message=None):
    raise ResourceDenied(message or f"resource {resource} is switched off")


def is_resource_enabled(resource):
    return False


def gc_collect():
    import gc
    for _ in range(3):
        gc.collect()


def linked_to_musl():
    return False


class Stopwatch:
    """How long the body of a with statement took, in seconds."""

    def __enter__(self):
        import time
        self.start = time.perf_counter()
        return self

    def __exit__(self, *error):
        import time
        self.seconds = time.perf_counter() - self.start


def check_disallow_instantiation(test, kind, *args, **kwargs):
    name = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
    for make in (lambda: kind(*args, **kwargs), lambda: kind.__new__(kind, *args, **kwargs)):
        with test.assertRaises(TypeError) as caught:
            make()
        test.assertIn(f"cannot create '{name}' instances", str(caught.exception))


def get_attribute(owner, name):
    try:
        return getattr(owner, name)
    except AttributeError:
        raise unittest.SkipTest(f"{owner!r} has no attribute {name}") from None


def sortdict(mapping):
    return "{" + ", ".join(f"{k!r}: {mapping[k]!r}" for k in sorted(mapping)) + "}"


def calcobjsize(layout):
    raise unittest.SkipTest("sizes of CPython's objects")


calcvobjsize = calcobjsize


def maybe_get_event_loop_policy():
    return sys.modules["asyncio.events"]._event_loop_policy if "asyncio.events" in sys.modules else None


def check_syntax_error(test, statement, errtext="", *, lineno=None, offset=None):
    with test.assertRaisesRegex(SyntaxError, errtext) if errtext else test.assertRaises(SyntaxError) as caught:
        compile(statement, "<test string>", "exec")
    error = caught.exception
    test.assertIsNotNone(error.lineno)
    if lineno is not None:
        test.assertEqual(error.lineno, lineno)
    test.assertIsNotNone(error.offset)
    if offset is not None:
        test.assertEqual(error.offset, offset)


def check_free_after_iterating(test, iter_function, kind, args=()):
    """An exhausted iterator lets go of what it ran over."""
    done = False

    class Watched(kind):
        def __del__(self):
            nonlocal done
            done = True
            next(iterator, None)

    iterator = iter_function(Watched(*args))
    list(iterator)
    gc_collect()
    test.assertTrue(done)


# Context managers.


class _Manager:
    def __exit__(self, *error):
        return None


class SuppressCrashReport(_Manager):
    def __enter__(self):
        return self


class swap_attr(_Manager):
    """Sets an attribute, and puts the old one back; the value is the old one."""

    def __init__(self, owner, name, value):
        self.owner, self.name, self.value = owner, name, value

    def __enter__(self):
        self.had = hasattr(self.owner, self.name)
        self.old = getattr(self.owner, self.name, None)
        setattr(self.owner, self.name, self.value)
        return self.old

    def __exit__(self, *error):
        if self.had:
            setattr(self.owner, self.name, self.old)
        elif hasattr(self.owner, self.name):
            delattr(self.owner, self.name)


class swap_item(_Manager):
    """Sets an item, and puts the old one back; the value is the old one."""

    def __init__(self, owner, key, value):
        self.owner, self.key, self.value = owner, key, value

    def __enter__(self):
        self.had = self.key in self.owner
        self.old = self.owner.get(self.key)
        self.owner[self.key] = self.value
        return self.old

    def __exit__(self, *error):
        if self.had:
            self.owner[self.key] = self.old
        else:
            self.owner.pop(self.key, None)


class _TextStream:
    """Takes the place of sys.stderr: keeps what is written."""

    encoding, errors = "utf-8", "strict"

    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)
        return len(text)

    def flush(self):
        pass

    def isatty(self):
        return False

    def getvalue(self):
        return "".join(self.parts)


class captured_output(_Manager):
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        self.old = getattr(sys, self.name)
        stream = _TextStream()
        setattr(sys, self.name, stream)
        return stream

    def __exit__(self, *error):
        setattr(sys, self.name, self.old)


def captured_stdout():
    return captured_output("stdout")


def captured_stderr():
    return captured_output("stderr")


class catch_unraisable_exception(_Manager):
    unraisable = None

    def _hook(self, unraisable):
        self.unraisable = unraisable

    def __enter__(self):
        self.old = sys.unraisablehook
        sys.unraisablehook = self._hook
        return self

    def __exit__(self, *error):
        sys.unraisablehook = self.old
        del self.unraisable


class disable_gc(_Manager):
    def __enter__(self):
        import gc
        self.was_enabled = gc.isenabled()
        gc.disable()

    def __exit__(self, *error):
        import gc
        if self.was_enabled:
            gc.enable()


class adjust_int_max_str_digits(_Manager):
    def __init__(self, digits):
        self.digits = digits

    def __enter__(self):
        self.old = sys.get_int_max_str_digits()
        sys.set_int_max_str_digits(self.digits)

    def __exit__(self, *error):
        sys.set_int_max_str_digits(self.old)


class infinite_recursion(_Manager):
    def __init__(self, depth=75):
        self.depth = depth

    def __enter__(self):
        self.old = sys.getrecursionlimit()
        sys.setrecursionlimit(self.depth + 30)

    def __exit__(self, *error):
        sys.setrecursionlimit(self.old)


# Values whose comparisons are all alike.


class _AlwaysEqual:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


class _NeverEqual:
    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    def __hash__(self):
        return 1


class _Largest:
    def __eq__(self, other):
        return isinstance(other, _Largest)

    def __lt__(self, other):
        return False

    def __le__(self, other):
        return isinstance(other, _Largest)

    def __gt__(self, other):
        return not isinstance(other, _Largest)

    def __ge__(self, other):
        return True


class _Smallest:
    def __eq__(self, other):
        return isinstance(other, _Smallest)

    def __lt__(self, other):
        return not isinstance(other, _Smallest)

    def __le__(self, other):
        return True

    def __gt__(self, other):
        return False

    def __ge__(self, other):
        return isinstance(other, _Smallest)


ALWAYS_EQ, NEVER_EQ, LARGEST, SMALLEST = _AlwaysEqual(), _NeverEqual(), _Largest(), _Smallest()


def collision_stats(bins, balls):
    """Mean and standard deviation of the collisions of that many random balls in that many bins, to second order for many bins."""
    mean = balls - bins * (1 - (1 - 1 / bins) ** balls)
    occupied = bins * (1 - 1 / bins) ** balls
    variance = bins * (bins - 1) * (1 - 2 / bins) ** balls + occupied - occupied * occupied
    return mean, max(variance, 0.0) ** 0.5


def wait_process(pid, *, exitcode, timeout=None):
    raise unittest.SkipTest("no processes in the stand-in")
