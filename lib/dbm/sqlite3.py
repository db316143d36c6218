"""A database in a file of SQLite: one table, Dict, with the columns key and value."""

import os
import sqlite3
from collections.abc import MutableMapping
from contextlib import closing, suppress
from pathlib import Path

_CREATE = "CREATE TABLE IF NOT EXISTS Dict (key BLOB UNIQUE NOT NULL, value BLOB NOT NULL)"
_CLOSED = "DBM object has already been closed"


class error(OSError):
    """What goes wrong with a database."""


def _uri(path):
    path = Path(path).absolute()
    text = path.as_uri()
    while "//" in text:
        text = text.replace("//", "/")
    return text


class _Database(MutableMapping):
    """An open database; what open() answers."""

    def __init__(self, path, /, *, flag, mode):
        if hasattr(self, "_cx"):
            raise error("Database object cannot be reinitialized")
        path = os.fsdecode(path)
        match flag:
            case "r":
                access = "ro"
            case "w":
                access = "rw"
            case "c":
                access = "rwc"
                Path(path).touch(mode=mode, exist_ok=True)
            case "n":
                access = "rwc"
                Path(path).unlink(missing_ok=True)
                Path(path).touch(mode=mode)
            case _:
                raise ValueError(f"Flag must be one of 'r', 'w', 'c', or 'n', not {flag!r}")
        try:
            self._cx = sqlite3.connect(f"{_uri(path)}?mode={access}", autocommit=True, uri=True)
        except sqlite3.Error as exception:
            raise error(str(exception))
        if access != "ro":
            # Durable, and others may read meanwhile.
            with suppress(sqlite3.OperationalError):
                self._cx.execute("PRAGMA journal_mode = wal")
            if access == "rwc":
                self._execute(_CREATE)

    def _execute(self, *arguments):
        if not self._cx:
            raise error(_CLOSED)
        try:
            return closing(self._cx.execute(*arguments))
        except sqlite3.Error as exception:
            raise error(str(exception))

    def __len__(self):
        with self._execute("SELECT COUNT(*) FROM Dict") as cursor:
            return cursor.fetchone()[0]

    def __getitem__(self, key):
        with self._execute("SELECT value FROM Dict WHERE key = CAST(? AS BLOB)", (key,)) as cursor:
            row = cursor.fetchone()
        if not row:
            raise KeyError(key)
        return row[0]

    def __setitem__(self, key, value):
        self._execute("REPLACE INTO Dict (key, value) VALUES (CAST(? AS BLOB), CAST(? AS BLOB))", (key, value))

    def __delitem__(self, key):
        with self._execute("DELETE FROM Dict WHERE key = CAST(? AS BLOB)", (key,)) as cursor:
            if not cursor.rowcount:
                raise KeyError(key)

    def __iter__(self):
        try:
            with self._execute("SELECT key FROM Dict") as cursor:
                for row in cursor:
                    yield row[0]
        except sqlite3.Error as exception:
            raise error(str(exception))

    def close(self):
        if self._cx:
            self._cx.close()
            self._cx = None

    def keys(self):
        return list(super().keys())

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()


def open(filename, /, flag="r", mode=0o666):
    """Open a database, or make one where the flag is 'c' or 'n'. Keys and values are stored as bytes."""
    return _Database(filename, flag=flag, mode=mode)
