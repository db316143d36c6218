"""Stands in for the package pyperf, so that pyperformance's programs run unmodified: times the function in this process.

Arguments: [--seconds=S]. One call warms up; then it is called until S seconds have passed (at least twice, at most a hundred times).
Prints "@@ NAME SECONDS" for each timed call and "@@= NAME RESULT" for what it returned. It imports as little as it can, for the
interpreter under test may have no library yet.
"""

import sys
import time

perf_counter = time.perf_counter
LEAST, MOST = 2, 100


class Options:
    pass


class ArgumentParser:
    """Only the defaults: the programs run as pyperformance runs them, without options."""

    def __init__(self):
        self.options = Options()

    def add_argument(self, *names, **settings):
        name = settings.get("dest") or [n for n in names if n.startswith("--")][0][2:].replace("-", "_")
        setattr(self.options, name, settings.get("default"))


class Runner:
    def __init__(self, **settings):
        self.metadata = {}
        self.argparser = ArgumentParser()
        self.budget = 0.0
        for argument in sys.argv[1:]:
            if argument.startswith("--seconds="):
                self.budget = float(argument[len("--seconds="):])

    def parse_args(self):
        return self.argparser.options

    def bench_func(self, name, function, *args):
        def timed():
            start = perf_counter()
            result = function(*args)
            return perf_counter() - start, result

        self.measure(name, timed)

    def bench_time_func(self, name, function, *args):
        self.measure(name, lambda: (function(1, *args), None))

    def measure(self, name, timed):
        timed()
        spent = 0.0
        calls = 0
        while calls < LEAST or spent < self.budget and calls < MOST:
            seconds, result = timed()
            print("@@", name, repr(seconds))
            spent += seconds
            calls += 1
        if isinstance(result, (int, float, str)):
            print("@@=", name, repr(result))
