"""Runs one module of CPython's tests inside the Python under test, and says what it does in lines that start with "@@".

    driver.py LIBRARY MODULE SKIPPED [STANDIN [--standin]]

LIBRARY is a folder that holds the package `test`, SKIPPED a file of test ids not to run (those that ran before a crash).
STANDIN is a folder with a small unittest and test.support, for an interpreter that cannot import the real ones yet; --standin asks for them.
The lines: "@@ test ID" for each test there is, then "@@ start ID" and one of "@@ ok|fail|error|skip|xfail|xpass ID detail".
"""

import sys

FORCE_STANDIN = "--standin"


def say(kind, name, detail=""):
    text = f"\n@@ {kind} {name} {detail}".rstrip() + "\n"
    sys.__stdout__.write(text)
    sys.__stdout__.flush()


def say_text(text):
    for line in text.rstrip().split("\n")[-40:]:
        sys.__stdout__.write("@| " + line + "\n")
    sys.__stdout__.flush()


def describe(error):
    """(one line, the traceback) of a (type, value, traceback) triple."""
    kind, value, trace = error
    try:
        message = str(value).strip().split("\n")[0]
    except Exception as problem:
        message = f"<str() failed: {type(problem).__name__}>"
    try:
        import traceback
        full = "".join(traceback.format_exception(kind, value, trace))
    except Exception:
        full = ""
    return f"{kind.__name__}: {message}"[:300], full


def make_result_class(unittest):
    class Result(unittest.TestResult):
        def startTest(self, test):
            super().startTest(test)
            self.subtests_failed = None
            say("start", test.id())

        def report(self, kind, test, error=None, detail=""):
            full = ""
            if error is not None:
                detail, full = describe(error)
            say(kind, test.id(), detail)
            if full:
                say_text(full)

        def addSuccess(self, test):
            self.report("ok", test)

        def addFailure(self, test, error):
            self.report("fail", test, error)

        def addError(self, test, error):
            self.report("error", test, error)

        def addSkip(self, test, reason):
            self.report("skip", test, detail=reason)

        def addExpectedFailure(self, test, error):
            self.report("xfail", test)

        def addUnexpectedSuccess(self, test):
            self.report("xpass", test)

        def addSubTest(self, test, subtest, error):
            if error is not None and self.subtests_failed != test.id():
                self.subtests_failed = test.id()
                detail, full = describe(error)
                say("fail", test.id(), f"{subtest._subDescription()} {detail}")
                say_text(full)

    return Result


def flatten(suite):
    for item in suite:
        if hasattr(item, "__iter__"):
            yield from flatten(item)
        else:
            yield item


def without(unittest, suite, skipped):
    """The suite with its structure (class and module fixtures depend on it), less the skipped tests."""
    kept = type(suite)()
    for item in suite:
        if hasattr(item, "__iter__"):
            kept.addTest(without(unittest, item, skipped))
        elif item.id() not in skipped:
            kept.addTest(item)
    return kept


def import_harness(library, standin, module):
    """unittest and test.support: the real ones, or the stand-ins where those do not import."""
    before = set(sys.modules)
    sys.path.insert(0, library)
    try:
        if FORCE_STANDIN in sys.argv:
            sys.argv.remove(FORCE_STANDIN)
            raise ImportError("the stand-in was asked for")
        import unittest
        import unittest.mock
        from test import support
        support.use_resources = {}
        support.verbose = False
        say("harness", "real")
    except Exception as problem:
        if not standin:
            raise
        for name in set(sys.modules) - before:
            del sys.modules[name]
        sys.path[0] = standin
        say("harness", "stand-in", f"{type(problem).__name__}: {problem}")
        import unittest
        from test import support
        support.extend_path(library)
        import missing
        with open(f"{library}/{module.replace('.', '/')}.py", encoding="utf-8") as stream:
            missing.replace_missing(stream.read(), lambda name, why: say("harness", "missing", f"{name}: {why}"))
    return unittest


def main():
    library, module, skipped_file, *rest = sys.argv[1:5]
    with open(skipped_file) as stream:
        skipped = set(stream.read().split("\n"))
    sys.argv[1:5] = []
    try:
        unittest = import_harness(library, rest[0] if rest else "", module)
        __import__(module)
        suite = unittest.TestLoader().loadTestsFromModule(sys.modules[module])
    except BaseException as problem:
        detail, full = describe((type(problem), problem, problem.__traceback__))
        say("import-error", module, detail)
        say_text(full)
        return
    for test in flatten(suite):
        say("test", test.id())
    if "missing" in sys.modules:
        sys.modules["missing"].Missing.strict = True
    without(unittest, suite, skipped).run(make_result_class(unittest)())
    say("end", module)


# Processes that a test starts by multiprocessing run this file once more, under another name.
if __name__ == "__main__":
    main()
