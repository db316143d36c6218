"""GNU dbm databases, where the native module is there."""

from _gdbm import *
