"""A common door to databases that map bytes to bytes.

    with dbm.open("cache", "c") as database:
        database["name"] = "value"
        database.get("name")   # b"value"

open() finds out which of the submodules made a database (whichdb), and takes the first that works for a new one. Keys and
values are bytes; str is encoded as UTF-8. Flags: 'r' only read, 'w' read and write, 'c' make it if there is none, 'n'
always make a new one.
"""

import importlib
import io
import os
import struct

__all__ = ["error", "open", "whichdb"]


class error(Exception):
    """What every submodule's error is derived from, or stands for."""


_names = ["dbm.sqlite3", "dbm.gnu", "dbm.ndbm", "dbm.dumb"]
_defaultmod = None
_modules = {}

error = (error, OSError)

_SQLITE_HEADER = b"SQLite format 3\x00"
_GNU_MAGICS = {0x13579ACE, 0x13579ACD, 0x13579ACF}


def _default():
    """The module for new databases: the first that can be imported."""
    global _defaultmod
    if _defaultmod is None:
        for name in _names:
            try:
                module = importlib.import_module(name)
            except ImportError:
                continue
            _modules.setdefault(name, module)
            if _defaultmod is None:
                _defaultmod = module
        if _defaultmod is None:
            raise ImportError(f"no dbm clone found; tried {_names}")
    return _defaultmod


def open(file, flag="r", mode=0o666):
    """Open a database, or make one where the flag is 'c' or 'n'."""
    default = _default()
    kind = whichdb(file) if "n" not in flag else None
    if kind is None:
        if "c" not in flag and "n" not in flag:
            raise error[0](f"db file doesn't exist; use 'c' or 'n' flag to create a new db")
        return default.open(file, flag, mode)
    if kind == "":
        raise error[0]("db type could not be determined")
    if kind not in _modules:
        raise error[0](f"db type is {kind}, but the module is not available")
    return _modules[kind].open(file, flag, mode)


def _is_readable(path):
    try:
        with io.open(path, "rb"):
            return True
    except OSError:
        return False


def whichdb(filename):
    """The name of the module that made the database; '' if that cannot be told, None if there is no such file."""
    filename = os.fsencode(filename)
    # ndbm has a pair of files, or one with an ending.
    if _is_readable(filename + b".pag") and _is_readable(filename + b".dir"):
        return "dbm.ndbm"
    if _is_readable(filename + b".db"):
        if (module := _modules.get("dbm.ndbm")) is not None:
            try:
                module.open(os.fsdecode(filename)).close()
                return "dbm.ndbm"
            except OSError:
                pass
    # dumb has .dat and .dir; an empty directory file is an empty database.
    try:
        os.stat(filename + b".dat")
        size = os.stat(filename + b".dir").st_size
        if size == 0:
            return "dbm.dumb"
        with io.open(filename + b".dir", "rb") as file:
            if file.read(1) in (b"'", b'"'):
                return "dbm.dumb"
    except OSError:
        pass
    try:
        with io.open(filename, "rb") as file:
            head = file.read(16)
    except OSError:
        return None
    if head == _SQLITE_HEADER:
        return "dbm.sqlite3"
    try:
        (magic,) = struct.unpack("=l", head[:4])
    except struct.error:
        return ""
    return "dbm.gnu" if magic & 0xFFFFFFFF in _GNU_MAGICS else ""
