"""Catching warnings."""

import sys


def _clear_registries():
    for module in list(sys.modules.values()):
        if getattr(module, "__warningregistry__", None):
            module.__warningregistry__ = {}


class WarningsRecorder:
    def __init__(self, caught):
        self._caught, self._seen = caught, 0

    @property
    def warnings(self):
        return self._caught[self._seen:]

    def __getattr__(self, name):
        return getattr(self._caught[-1], name) if len(self._caught) > self._seen else None

    def reset(self):
        self._seen = len(self._caught)


class check_warnings:
    """Every filter (text, category) has to be met by a warning, and every warning by a filter, unless quiet."""

    def __init__(self, *filters, quiet=None):
        self.quiet = not filters if quiet is None else quiet
        self.filters = filters or (("", Warning),)

    def __enter__(self):
        import warnings
        _clear_registries()
        self.manager = warnings.catch_warnings(record=True)
        self.recorder = WarningsRecorder(self.manager.__enter__())
        warnings.simplefilter("always")
        return self.recorder

    def __exit__(self, *error):
        self.manager.__exit__(*error)
        if error[0] is not None:
            return
        import re
        left = list(self.recorder.warnings)
        unmet = []
        for text, category in self.filters:
            met = [w for w in left if re.match(text, str(w.message), re.I) and issubclass(w.message.__class__, category)]
            left = [w for w in left if w not in met]
            if not met and not self.quiet:
                unmet.append((text, category.__name__))
        if left:
            raise AssertionError(f"unhandled warning {left[0]}")
        if unmet:
            raise AssertionError(f"filter {unmet[0]} did not catch any warning")


class _NoWarnings:
    """No warning of the category whose text matches."""

    def __init__(self, test, message, category):
        self.test, self.message, self.category = test, message, category

    def __enter__(self):
        import warnings
        self.manager = warnings.catch_warnings(record=True)
        self.caught = self.manager.__enter__()
        warnings.filterwarnings("always", message=self.message, category=self.category)

    def __exit__(self, *error):
        self.manager.__exit__(*error)
        if error[0] is None:
            self.test.assertEqual([w for w in self.caught if issubclass(w.category, self.category)], [])


def check_no_warnings(test, message="", category=Warning, force_gc=False):
    return _NoWarnings(test, message, category)  # a function, so that a class may hold it as a method


def check_no_resource_warning(test):
    return check_no_warnings(test, category=ResourceWarning)


def check_syntax_warning(test, statement, errtext="", *, lineno=1, offset=None):
    """Compiling warns exactly once, and raises the same as an error when warnings are errors."""
    import warnings
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", SyntaxWarning)
        compile(statement, "<testcase>", "exec")
    test.assertEqual(len(caught), 1, caught)
    test.assertTrue(issubclass(caught[0].category, SyntaxWarning))
    if errtext:
        test.assertRegex(str(caught[0].message), errtext)
    test.assertEqual(caught[0].filename, "<testcase>")
    if lineno is not None:
        test.assertEqual(caught[0].lineno, lineno)


def ignore_warnings(*, category):
    def decorate(function):
        def wrapper(*args, **kwargs):
            import warnings
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", category=category)
                return function(*args, **kwargs)

        wrapper.__name__ = function.__name__
        return wrapper

    return decorate


def save_restore_warnings_filters():
    import warnings
    return warnings.catch_warnings()
