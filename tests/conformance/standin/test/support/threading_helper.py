"""Threads: tests that start some are skipped."""

import unittest


def requires_working_threading(*, module=False):
    if module:
        raise unittest.SkipTest("no threads in the stand-in")
    return unittest.skip("no threads in the stand-in")


def reap_threads(item):
    return item


def join_thread(thread, timeout=None):
    thread.join(timeout)
