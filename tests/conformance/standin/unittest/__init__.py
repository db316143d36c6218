"""A small unittest: what CPython's tests of the language and the built-in types need of it, without any import of the library."""

import sys

from .case import FunctionTestCase, SkipTest, TestCase, expectedFailure, skip, skipIf, skipUnless
from .suite import TestLoader, TestResult, TestSuite, defaultTestLoader

__all__ = ["FunctionTestCase", "SkipTest", "TestCase", "TestLoader", "TestResult", "TestSuite", "addModuleCleanup", "defaultTestLoader",
           "expectedFailure", "main", "skip", "skipIf", "skipUnless"]


def addModuleCleanup(function, /, *args, **kwargs):
    pass


def main(*args, **kwargs):
    raise SystemExit("the stand-in for unittest runs tests through tests/conformance/driver.py only")
