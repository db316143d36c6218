"""importlib.resources for packages of the library that is packed into the program.

What the loader of such a package answers for get_resource_reader: there are no files, but there are names and contents.
"""

import io
import posixpath
from importlib.resources.abc import Traversable, TraversableResources


class LibraryPath(Traversable):
    """A file or directory of the packed library."""

    def __init__(self, loader, path):
        self._loader = loader
        self._path = path

    def __repr__(self):
        return f"{type(self).__name__}({self._path!r})"

    def __str__(self):
        return self._path

    def __eq__(self, other):
        return isinstance(other, LibraryPath) and self._path == other._path

    def __hash__(self):
        return hash(self._path)

    @property
    def name(self):
        return posixpath.basename(self._path)

    def _names(self):
        return self._loader._list_directory(self._path)

    def is_dir(self):
        return self._names() is not None

    def is_file(self):
        names = self._loader._list_directory(posixpath.dirname(self._path))
        return names is not None and self.name in names

    def iterdir(self):
        names = self._names()
        if names is None:
            raise (NotADirectoryError if self.is_file() else FileNotFoundError)(self._path)
        for name in names:
            yield LibraryPath(self._loader, posixpath.join(self._path, name.rstrip("/")))

    def joinpath(self, *descendants):
        path = posixpath.normpath(posixpath.join(self._path, *map(str, descendants)))
        return LibraryPath(self._loader, path)

    def open(self, mode="r", *args, **kwargs):
        if mode not in ("r", "rb"):
            raise ValueError(f"invalid mode {mode!r}: the library is only read")
        if self.is_dir():
            raise IsADirectoryError(self._path)
        stream = io.BytesIO(self._loader.get_data(self._path))
        return stream if mode == "rb" else io.TextIOWrapper(stream, *args, **kwargs)


class LibraryReader(TraversableResources):
    """The resources of one package."""

    def __init__(self, loader, path):
        self._root = LibraryPath(loader, path)

    def files(self):
        return self._root
