"""The files of a source distribution: a tar archive or a zip, read in memory."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator, Sequence

from coldframe.source.files import LARGEST
from coldframe.source.listing import Listing, encode, within
from coldframe.source.tree import Unread

SUFFIXES = (".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar", ".zip")


class BadArchive(Exception):
    """The file is no archive that can be read; the text says why."""


class ArchiveTree:
    """A ``Tree`` of the regular files in the archive ``path``; nothing is unpacked to disk.

    If everything lies in one folder, as in every source distribution, that folder is the
    root, and ``top`` its name with ``/``; the paths in ``unread`` are those in the archive.
    ``executable`` are the paths that may be run.  Raises BadArchive.
    """

    def __init__(self, path: str) -> None:
        self.root = os.path.abspath(path)
        self.unread: list[Unread] = []
        self.executable: set[str] = set()
        found: dict[str, bytes] = {}
        runs: set[str] = set()
        for name, data, may_run in self._members():
            found[name] = data
            if may_run:
                runs.add(name)
        tops = {name.partition("/")[0] for name in found}
        nested = len(tops) == 1 and all("/" in name for name in found)
        self.top = next(iter(tops)) + "/" if nested else ""
        skip = len(self.top)
        self._data = {name[skip:]: data for name, data in found.items()}
        self.executable = {name[skip:] for name in runs}
        self._names = Listing(sorted(encode(name) for name in self._data))

    def _members(self) -> Iterator[tuple[str, bytes, bool]]:
        import tarfile
        import zipfile

        try:
            if self.root.endswith((".zip", ".whl")):
                yield from self._zipped()
            else:
                yield from self._tarred()
        except (OSError, EOFError, zlib.error, tarfile.TarError, zipfile.BadZipFile) as error:
            raise BadArchive(str(error) or type(error).__name__) from error

    def _zipped(self) -> Iterator[tuple[str, bytes, bool]]:
        import stat
        import zipfile

        with zipfile.ZipFile(self.root) as archive:
            for member in archive.infolist():
                mode = member.external_attr >> 16
                link = stat.S_ISLNK(mode)
                if not member.is_dir() and self._takes(member.filename, link, member.file_size):
                    yield member.filename, archive.read(member), bool(mode & 0o111)

    def _tarred(self) -> Iterator[tuple[str, bytes, bool]]:
        import tarfile

        with tarfile.open(self.root) as archive:
            for member in archive:
                name = member.name.removeprefix("./")
                if member.isdir() or not self._takes(name, not member.isfile(), member.size):
                    continue
                opened = archive.extractfile(member)
                if opened is not None:
                    yield name, opened.read(), bool(member.mode & 0o111)

    def _takes(self, name: str, is_link: bool, size: int) -> bool:
        """Whether a member is a file below the root that can be read; if not, that is noted."""
        why = ""
        if any(part in ("", ".", "..") for part in name.split("/")):
            why = "is no path below the archive's root: left out"
        elif is_link:
            why = "is a link or a special file: not followed"
        elif size > LARGEST:
            why = f"is larger than {LARGEST >> 20} MB: left out"
        if why:
            self.unread.append(Unread(name, why))
        return not why

    def listing(self) -> bytes:
        """All paths, sorted, as bytes, each followed by a NUL."""
        return self._names.joined

    def paths(self) -> Sequence[str]:
        """All paths, sorted as their bytes are."""
        return self._names.all()

    def under(self, directory: str) -> Sequence[str]:
        """The paths below ``directory``, sorted; ``""`` is the root."""
        return self._names.below(directory) if directory else self._names.all()

    def exists(self, path: str) -> bool:
        """Whether ``path`` is a file of the archive."""
        return path in self._data

    def read(self, path: str) -> bytes:
        """The bytes of a file; ``b""`` if there is none, which is noted in ``unread``."""
        if path not in self._data:
            self.unread.append(Unread(path, "is not in the archive"))
        return self._data.get(path, b"")

    def note_links(self, folder: str) -> None:
        """Nothing: links were noted when the archive was read."""

    def begin_search(
        self,
        needles: Sequence[str],
        under: Sequence[str] = (),
        suffix: str = "",
        without: Sequence[str] = (),
    ) -> None:
        """Nothing: everything is in memory."""

    def search(
        self,
        needles: Sequence[str],
        under: Sequence[str] = (),
        suffix: str = "",
        without: Sequence[str] = (),
    ) -> list[str]:
        """The paths, sorted, of the files whose bytes contain any of ``needles``."""
        if not needles or "" in needles:
            raise ValueError("a search needs needles, and none of them empty")
        wanted = [encode(needle) for needle in needles]
        return [
            path
            for path in within(self.paths(), under)
            if path.endswith(suffix) and any(needle in self._data[path] for needle in wanted)
        ]
