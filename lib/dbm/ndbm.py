"""ndbm databases, where the native module is there."""

from _dbm import *
