"""Files and environment; tests that touch them are skipped."""

import unittest

TESTFN = "@test_standin_tmp"
FS_NONASCII = None
TESTFN_UNDECODABLE = TESTFN_UNENCODABLE = None


def unlink(name):
    try:
        import os
        os.unlink(name)
    except Exception:
        pass


rmtree = rmdir = unlink


def temp_cwd(*args, **kwargs):
    raise unittest.SkipTest("no temporary folders in the stand-in")


temp_dir = temp_cwd


class EnvironmentVarGuard:
    def __init__(self):
        raise unittest.SkipTest("no environment in the stand-in")
