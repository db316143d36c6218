"""Test cases, assertions and the decorators that skip."""

import sys


class SkipTest(Exception):
    pass


class _ExpectedFailure(Exception):
    pass


def _identity(item):
    return item


def skip(reason):
    def mark(item):
        if not isinstance(item, type):
            def skipped(*args, **kwargs):
                raise SkipTest(reason)

            skipped.__name__ = getattr(item, "__name__", "skipped")
            skipped.__doc__ = getattr(item, "__doc__", None)
            item = skipped
        item.__unittest_skip__ = True
        item.__unittest_skip_why__ = reason
        return item

    if callable(reason) and not isinstance(reason, str):
        item, reason = reason, ""
        return mark(item)
    return mark


def skipIf(condition, reason):
    return skip(reason) if condition else _identity


def skipUnless(condition, reason):
    return _identity if condition else skip(reason)


def expectedFailure(item):
    item.__unittest_expecting_failure__ = True
    return item


def _search(pattern, text):
    try:
        import re
    except ImportError:
        raise SkipTest("needs re, which does not import") from None
    return re.search(pattern, text)


def _is_type(item):
    return isinstance(item, type) or isinstance(item, tuple) and all(_is_type(part) for part in item)


class _Expectation:
    """What assertRaises and its like share: a context manager, or a call of a function."""

    def __init__(self, test, expected, pattern=None):
        if not _is_type(expected) or not self.accepts(expected):
            raise TypeError(f"arg 1 must be {self.wanted}")
        self.test, self.expected, self.pattern = test, expected, pattern
        self.message = None

    def accepts(self, expected):
        return all(map(self.accepts, expected)) if isinstance(expected, tuple) else issubclass(expected, self.base)

    def handle(self, args, kwargs):
        if not args:
            self.message = kwargs.pop("msg", None)
            return self
        function, *rest = args
        with self:
            function(*rest, **kwargs)

    def name(self):
        return getattr(self.expected, "__name__", str(self.expected))

    def check_text(self, value):
        if self.pattern is not None and not (self.pattern.search(str(value)) if hasattr(self.pattern, "search")
                                             else _search(self.pattern, str(value))):
            self.test.fail(f'"{getattr(self.pattern, "pattern", self.pattern)}" does not match "{value}"')


class _Raises(_Expectation):
    wanted = "an exception type or tuple of exception types"
    base = BaseException

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is None:
            self.test.fail(self.test._formatMessage(self.message, f"{self.name()} not raised"))
        if not issubclass(kind, self.expected):
            return False
        self.exception = value.with_traceback(None)
        self.check_text(value)
        return True


class _Warns(_Expectation):
    wanted = "a warning class or tuple of warning classes"
    base = Warning

    def __enter__(self):
        import warnings
        for module in list(sys.modules.values()):
            if getattr(module, "__warningregistry__", None):
                module.__warningregistry__ = {}
        self.manager = warnings.catch_warnings(record=True)
        self.warnings = self.manager.__enter__()
        warnings.simplefilter("always", self.expected)
        return self

    def __exit__(self, kind, value, trace):
        self.manager.__exit__(kind, value, trace)
        if kind is not None:
            return False
        first = None
        for entry in self.warnings:
            if not isinstance(entry.message, self.expected):
                continue
            first = first or entry
            if self.pattern is not None and not _search(self.pattern, str(entry.message)):
                continue
            self.warning, self.filename, self.lineno = entry.message, entry.filename, entry.lineno
            return None
        if first is not None:
            self.check_text(first.message)
        self.test.fail(self.test._formatMessage(self.message, f"{self.name()} not triggered"))


class _SubTest:
    """The context manager of TestCase.subTest."""

    def __init__(self, test, message, parameters):
        self.test, self.message, self.parameters = test, message, parameters

    def _subDescription(self):
        words = [] if self.message is None else [f"[{self.message}]"]
        if self.parameters:
            words.append("(" + ", ".join(f"{k}={v!r}" for k, v in self.parameters.items()) + ")")
        return " ".join(words) or "(<subtest>)"

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is None or not issubclass(kind, Exception):
            return False
        if issubclass(kind, SkipTest):
            return True
        self.test._subtests_failed = True
        self.test._result.addSubTest(self.test, self, (kind, value, trace))
        return True


class TestCase:
    failureException = AssertionError
    longMessage = True
    maxDiff = 640

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._cleanups = []

    # Running.

    def id(self):
        return f"{type(self).__module__}.{type(self).__qualname__}.{self._testMethodName}"

    def __str__(self):
        return self.id()

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    _class_cleanups = []

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        cls._class_cleanups = [*cls._class_cleanups, (function, args, kwargs)]

    def addCleanup(self, function, /, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, manager):
        result = type(manager).__enter__(manager)
        self.addCleanup(type(manager).__exit__, manager, None, None, None)
        return result

    def doCleanups(self):
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            function(*args, **kwargs)

    def skipTest(self, reason):
        raise SkipTest(reason)

    def subTest(self, msg=None, **parameters):
        return _SubTest(self, msg, parameters)

    def shortDescription(self):
        return None

    def countTestCases(self):
        return 1

    def run(self, result):
        method = getattr(self, self._testMethodName)
        result.startTest(self)
        try:
            for item in (method, type(self)):
                if getattr(item, "__unittest_skip__", False):
                    result.addSkip(self, getattr(item, "__unittest_skip_why__", ""))
                    return result
            self._result, self._subtests_failed = result, False
            expecting = getattr(method, "__unittest_expecting_failure__", False) or getattr(self, "__unittest_expecting_failure__", False)
            problem = self._run_parts(method)
            self._report(result, problem, expecting)
        finally:
            self._result = None
            result.stopTest(self)
        return result

    def _run_parts(self, method):
        """The first problem of setUp, the test, tearDown and the cleanups."""
        problem = self._attempt(self.setUp)
        if problem is None:
            problem = self._attempt(method)
            problem = self._attempt(self.tearDown) or problem if problem is None else (self._attempt(self.tearDown), problem)[1]
        after = self._attempt(self.doCleanups)
        return problem or after

    def _attempt(self, function):
        try:
            function()
        except KeyboardInterrupt:
            raise
        except BaseException:
            return sys.exc_info()
        return None

    def _report(self, result, problem, expecting):
        if problem is not None and issubclass(problem[0], SkipTest):
            result.addSkip(self, str(problem[1]))
        elif expecting:
            if problem is not None or self._subtests_failed:
                result.addExpectedFailure(self, problem)
            else:
                result.addUnexpectedSuccess(self)
        elif problem is None:
            if not self._subtests_failed:
                result.addSuccess(self)
        elif issubclass(problem[0], self.failureException):
            result.addFailure(self, problem)
        else:
            result.addError(self, problem)

    # Assertions.

    def _formatMessage(self, message, standard):
        return standard if message is None else f"{standard} : {message}"

    def _require(self, condition, message, standard, *values):
        if not condition:
            raise self.failureException(self._formatMessage(message, standard % tuple(self._show(v) for v in values)))

    @staticmethod
    def _show(value):
        try:
            text = repr(value)
        except Exception:
            text = object.__repr__(value)
        return text if len(text) <= 300 else text[:300] + "..."

    def addTypeEqualityFunc(self, kind, function):
        pass

    def fail(self, msg=None):
        raise self.failureException(msg)

    def assertTrue(self, expression, msg=None):
        self._require(expression, msg, "%s is not true", expression)

    def assertFalse(self, expression, msg=None):
        self._require(not expression, msg, "%s is not false", expression)

    def assertEqual(self, first, second, msg=None):
        self._require(first == second, msg, "%s != %s", first, second)

    def assertNotEqual(self, first, second, msg=None):
        self._require(first != second, msg, "%s == %s", first, second)

    def assertListEqual(self, first, second, msg=None):
        self._require(isinstance(first, list) and isinstance(second, list), msg, "%s or %s is not a list", first, second)
        self.assertEqual(first, second, msg)

    def assertTupleEqual(self, first, second, msg=None):
        self._require(isinstance(first, tuple) and isinstance(second, tuple), msg, "%s or %s is not a tuple", first, second)
        self.assertEqual(first, second, msg)

    def assertDictEqual(self, first, second, msg=None):
        self._require(isinstance(first, dict) and isinstance(second, dict), msg, "%s or %s is not a dict", first, second)
        self.assertEqual(first, second, msg)

    def assertSetEqual(self, first, second, msg=None):
        self._require(not first.difference(second) and not second.difference(first), msg, "%s != %s", first, second)

    def assertSequenceEqual(self, first, second, msg=None, seq_type=None):
        if seq_type is not None:
            self._require(isinstance(first, seq_type) and isinstance(second, seq_type), msg, "%s or %s has another type", first, second)
        self._require(len(first) == len(second) and all(a == b for a, b in zip(first, second)), msg, "%s != %s", first, second)

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertEqual(first, second, msg)

    def assertCountEqual(self, first, second, msg=None):
        left, right = list(first), list(second)
        rest = list(right)
        for item in left:
            if item in rest:
                rest.remove(item)
            else:
                self._require(False, msg, "%s has other elements than %s", left, right)
        self._require(not rest, msg, "%s has other elements than %s", left, right)

    def assertIs(self, first, second, msg=None):
        self._require(first is second, msg, "%s is not %s", first, second)

    def assertIsNot(self, first, second, msg=None):
        self._require(first is not second, msg, "unexpectedly identical: %s", first)

    def assertIsNone(self, value, msg=None):
        self._require(value is None, msg, "%s is not None", value)

    def assertIsNotNone(self, value, msg=None):
        self._require(value is not None, msg, "unexpectedly None")

    def assertIn(self, member, container, msg=None):
        self._require(member in container, msg, "%s not found in %s", member, container)

    def assertNotIn(self, member, container, msg=None):
        self._require(member not in container, msg, "%s unexpectedly found in %s", member, container)

    def assertIsInstance(self, value, kind, msg=None):
        self._require(isinstance(value, kind), msg, "%s is not an instance of %s", value, kind)

    def assertNotIsInstance(self, value, kind, msg=None):
        self._require(not isinstance(value, kind), msg, "%s is an instance of %s", value, kind)

    def assertLess(self, first, second, msg=None):
        self._require(first < second, msg, "%s not less than %s", first, second)

    def assertLessEqual(self, first, second, msg=None):
        self._require(first <= second, msg, "%s not less than or equal to %s", first, second)

    def assertGreater(self, first, second, msg=None):
        self._require(first > second, msg, "%s not greater than %s", first, second)

    def assertGreaterEqual(self, first, second, msg=None):
        self._require(first >= second, msg, "%s not greater than or equal to %s", first, second)

    def _near(self, first, second, places, delta):
        if first == second:
            return True
        difference = abs(first - second)
        return difference <= delta if delta is not None else round(difference, 7 if places is None else places) == 0

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        self._require(self._near(first, second, places, delta), msg, "%s != %s nearly", first, second)

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        self._require(not self._near(first, second, places, delta), msg, "%s == %s nearly", first, second)

    def assertRegex(self, text, pattern, msg=None):
        found = pattern.search(text) if hasattr(pattern, "search") else _search(pattern, text)
        self._require(found, msg, "Regex didn't match: %s not found in %s", pattern, text)

    def assertNotRegex(self, text, pattern, msg=None):
        found = pattern.search(text) if hasattr(pattern, "search") else _search(pattern, text)
        self._require(not found, msg, "Regex matched: %s found in %s", pattern, text)

    def assertRaises(self, expected, *args, **kwargs):
        return _Raises(self, expected).handle(args, kwargs)

    def assertRaisesRegex(self, expected, pattern, *args, **kwargs):
        return _Raises(self, expected, pattern).handle(args, kwargs)

    def assertWarns(self, expected, *args, **kwargs):
        return _Warns(self, expected).handle(args, kwargs)

    def assertWarnsRegex(self, expected, pattern, *args, **kwargs):
        return _Warns(self, expected, pattern).handle(args, kwargs)

    # Newer than CPython 3.11; some of its tests bring their own.

    def assertIsSubclass(self, kind, base, msg=None):
        self._require(issubclass(kind, base), msg, "%s is not a subclass of %s", kind, base)

    def assertNotIsSubclass(self, kind, base, msg=None):
        self._require(not issubclass(kind, base), msg, "%s is a subclass of %s", kind, base)

    def assertHasAttr(self, value, name, msg=None):
        self._require(hasattr(value, name), msg, "%s has no attribute %s", value, name)

    def assertNotHasAttr(self, value, name, msg=None):
        self._require(not hasattr(value, name), msg, "%s has an attribute %s", value, name)

    def assertStartsWith(self, text, prefix, msg=None):
        self._require(text.startswith(prefix), msg, "%s doesn't start with %s", text, prefix)

    def assertEndsWith(self, text, suffix, msg=None):
        self._require(text.endswith(suffix), msg, "%s doesn't end with %s", text, suffix)


class FunctionTestCase(TestCase):
    def __init__(self, function, setUp=None, tearDown=None, description=None):
        super().__init__("runTest")
        self.function, self.before, self.after = function, setUp, tearDown

    def setUp(self):
        if self.before:
            self.before()

    def tearDown(self):
        if self.after:
            self.after()

    def runTest(self):
        self.function()

    def id(self):
        return self.function.__name__
