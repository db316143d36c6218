"""Collecting tests from a module, and running them with their class and module fixtures."""

import sys

from .case import SkipTest, TestCase


class TestResult:
    """What a run reports to; the driver overrides all of it."""

    def startTest(self, test):
        pass

    def stopTest(self, test):
        pass

    def addSuccess(self, test):
        pass

    def addFailure(self, test, error):
        pass

    def addError(self, test, error):
        pass

    def addSkip(self, test, reason):
        pass

    def addExpectedFailure(self, test, error):
        pass

    def addUnexpectedSuccess(self, test):
        pass

    def addSubTest(self, test, subtest, error):
        pass


class _Fixture:
    """Names a class's or a module's fixture in a report."""

    def __init__(self, name):
        self.name = name

    def id(self):
        return self.name


class TestSuite:
    def __init__(self, tests=()):
        self.tests = list(tests)

    def __iter__(self):
        return iter(self.tests)

    def addTest(self, test):
        self.tests.append(test)

    def addTests(self, tests):
        self.tests.extend(tests)

    def countTestCases(self):
        return sum(test.countTestCases() for test in self.tests)

    def run(self, result):
        """Tests of one class stand together, so that a class's fixtures surround them; a module's surround the whole."""
        cases = list(self._flat())
        module = sys.modules.get(type(cases[0]).__module__) if cases else None
        if not self._fixture(result, module, "setUpModule", f"setUpModule ({getattr(module, '__name__', '')})"):
            return result
        current, usable = None, True
        for case in cases:
            if type(case) is not current:
                self._leave(result, current, usable)
                current = type(case)
                usable = getattr(current, "__unittest_skip__", False) or self._fixture(
                    result, current, "setUpClass", f"setUpClass ({current.__module__}.{current.__qualname__})")
            if usable:
                case.run(result)
        self._leave(result, current, usable)
        self._fixture(result, module, "tearDownModule", f"tearDownModule ({getattr(module, '__name__', '')})")
        return result

    def _flat(self):
        for test in self.tests:
            if isinstance(test, TestSuite):
                yield from test._flat()
            else:
                yield test

    def _leave(self, result, kind, usable):
        if kind is None or not usable or getattr(kind, "__unittest_skip__", False):
            return
        self._fixture(result, kind, "tearDownClass", f"tearDownClass ({kind.__module__}.{kind.__qualname__})")
        for function, args, kwargs in reversed(kind._class_cleanups):
            function(*args, **kwargs)

    def _fixture(self, result, owner, method, label):
        function = getattr(owner, method, None)
        if function is None:
            return True
        try:
            function()
        except SkipTest as reason:
            result.addSkip(_Fixture(label), str(reason))
            return False
        except Exception:
            result.addError(_Fixture(label), sys.exc_info())
            return False
        return True


class TestLoader:
    suiteClass = TestSuite
    testMethodPrefix = "test"

    def getTestCaseNames(self, kind):
        return sorted(name for name in dir(kind) if name.startswith(self.testMethodPrefix) and callable(getattr(kind, name)))

    def loadTestsFromTestCase(self, kind):
        names = self.getTestCaseNames(kind)
        if not names and hasattr(kind, "runTest"):
            names = ["runTest"]
        return self.suiteClass(map(kind, names))

    def loadTestsFromModule(self, module, pattern=None):
        suite = self.suiteClass()
        for name in dir(module):
            item = getattr(module, name)
            if isinstance(item, type) and issubclass(item, TestCase) and item is not TestCase and item.__name__ != "FunctionTestCase":
                suite.addTest(self.loadTestsFromTestCase(item))
        load = getattr(module, "load_tests", None)
        if load is None:
            return suite
        try:
            return load(self, suite, pattern)
        except SkipTest:
            return suite  # the doctests that it would add need a module that is missing


defaultTestLoader = TestLoader()
