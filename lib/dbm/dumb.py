"""A database in plain files: slow, and without anything native.

NAME.dat holds the values, each at a multiple of 512 bytes; NAME.dir has a line for every key: its repr as text, and where
its value lies and how long it is. The lines are written when the database is synchronised or closed (the former file is
kept as NAME.bak until then), and a new key is appended at once.
"""

import ast as _ast
import collections.abc
import io as _io
import os as _os

__all__ = ["error", "open"]

_BLOCKSIZE = 512

error = OSError


class _Database(collections.abc.MutableMapping):
    """An open database; what open() answers."""

    # For close() while the interpreter ends.
    _os = _os
    _io = _io

    def __init__(self, filebasename, mode, flag="c"):
        filebasename = self._os.fsencode(filebasename)
        self._mode = mode
        self._readonly = flag == "r"
        self._dirfile = filebasename + b".dir"
        self._datfile = filebasename + b".dat"
        self._bakfile = filebasename + b".bak"
        self._index = None
        self._modified = False
        self._create(flag)
        self._update(flag)

    def _create(self, flag):
        if flag == "n":
            for name in (self._datfile, self._bakfile, self._dirfile):
                try:
                    self._os.remove(name)
                except OSError:
                    pass
        try:
            with self._io.open(self._datfile, "r", encoding="Latin-1"):
                pass
        except OSError:
            if flag not in ("c", "n"):
                raise
            with self._io.open(self._datfile, "w", encoding="Latin-1") as file:
                self._chmod(self._datfile)

    def _update(self, flag):
        self._modified = False
        self._index = {}
        try:
            file = self._io.open(self._dirfile, "r", encoding="Latin-1")
        except OSError:
            if flag not in ("c", "n"):
                raise
            with self._io.open(self._dirfile, "w", encoding="Latin-1"):
                self._chmod(self._dirfile)
            return
        with file:
            for line in file:
                key, place = _ast.literal_eval(line.rstrip())
                self._index[key.encode("Latin-1")] = place

    def _commit(self):
        # Called from close() too, when there may be no index.
        if self._index is None or not self._modified:
            return
        try:
            self._os.unlink(self._bakfile)
        except OSError:
            pass
        try:
            self._os.rename(self._dirfile, self._bakfile)
        except OSError:
            pass
        with self._io.open(self._dirfile, "w", encoding="Latin-1") as file:
            self._chmod(self._dirfile)
            for key, place in self._index.items():
                file.write(self._line(key, place))
        self._modified = False

    sync = _commit

    @staticmethod
    def _line(key, place):
        return f"{key.decode('Latin-1')!r}, {place!r}\n"

    def _verify_open(self):
        if self._index is None:
            raise error("DBM object has already been closed")

    def _writable(self):
        if self._readonly:
            raise error("The database is opened for reading only")

    @staticmethod
    def _bytes(value, what):
        if isinstance(value, str):
            return value.encode("utf-8")
        if not isinstance(value, (bytes, bytearray)):
            raise TypeError(f"{what} must be bytes or strings")
        return bytes(value) if what == "keys" else value

    def __getitem__(self, key):
        if isinstance(key, str):
            key = key.encode("utf-8")
        self._verify_open()
        start, size = self._index[key]
        with self._io.open(self._datfile, "rb") as file:
            file.seek(start)
            return file.read(size)

    def _addval(self, value):
        """Appends a value on a new block; answers its place."""
        with self._io.open(self._datfile, "rb+") as file:
            file.seek(0, 2)
            end = file.tell()
            start = (end + _BLOCKSIZE - 1) // _BLOCKSIZE * _BLOCKSIZE
            file.write(b"\0" * (start - end))
            file.write(value)
            return start, len(value)

    def _setval(self, start, value):
        with self._io.open(self._datfile, "rb+") as file:
            file.seek(start)
            file.write(value)
            return start, len(value)

    def _addkey(self, key, place):
        self._index[key] = place
        with self._io.open(self._dirfile, "a", encoding="Latin-1") as file:
            self._chmod(self._dirfile)
            file.write(self._line(key, place))

    def __setitem__(self, key, value):
        self._writable()
        key = self._bytes(key, "keys")
        value = self._bytes(value, "values")
        self._verify_open()
        self._modified = True
        if key not in self._index:
            self._addkey(key, self._addval(value))
            return
        # A new value that fits into the blocks of the old one takes their place.
        start, size = self._index[key]
        blocks = (size + _BLOCKSIZE - 1) // _BLOCKSIZE
        needed = (len(value) + _BLOCKSIZE - 1) // _BLOCKSIZE
        self._index[key] = self._setval(start, value) if needed <= blocks else self._addval(value)

    def __delitem__(self, key):
        self._writable()
        if isinstance(key, str):
            key = key.encode("utf-8")
        self._verify_open()
        self._modified = True
        # The lines of the directory are appended to: it has to be written anew.
        del self._index[key]
        self._commit()

    def keys(self):
        self._verify_open()
        return list(self._index)

    def items(self):
        self._verify_open()
        return [(key, self[key]) for key in self._index]

    def __contains__(self, key):
        if isinstance(key, str):
            key = key.encode("utf-8")
        self._verify_open()
        return key in self._index

    def iterkeys(self):
        self._verify_open()
        return iter(self._index)

    __iter__ = iterkeys

    def __len__(self):
        self._verify_open()
        return len(self._index)

    def close(self):
        try:
            self._commit()
        finally:
            self._index = self._datfile = self._dirfile = self._bakfile = None

    __del__ = close

    def _chmod(self, file):
        self._os.chmod(file, self._mode)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def clear(self):
        for key in self.keys():
            del self[key]

    def reorganize(self):
        """Writes the values anew, without the holes that deleting has left."""
        self._writable()
        self._verify_open()
        values = [(key, self[key]) for key in self._index]
        with self._io.open(self._datfile, "wb"):
            pass
        self._index = {key: self._addval(value) for key, value in values}
        self._modified = True
        self._commit()


def open(file, flag="c", mode=0o666):
    """Open the database NAME.dat, NAME.dir; the umask applies to the mode of new files."""
    mask = _os.umask(0)
    _os.umask(mask)
    if flag not in ("r", "w", "c", "n"):
        raise ValueError("Flag must be one of 'r', 'w', 'c', or 'n'")
    return _Database(file, mode & ~mask, flag=flag)
