"""What a command is about to write, noted before it writes: to finish it, or to take it back.

A journal is a folder: ``journal.json``, and the old and the new bytes of every file that
changes.  All of it is on the disk before the first file of the host is touched.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import suppress
from typing import Any, NamedTuple

from coldframe.source.git import GitError, git

BEGUN, DONE, UNDOING = "begun", "done", "undoing"
_KEPT = 20
_VERSION = 2


class Entry(NamedTuple):
    """One file: digests of its bytes before and after (empty: no file), and both modes.

    A new mode of None is that of any new file.  ``staged`` are its entries in git's index
    before and after (empty: none); None for a file that is not committed.
    """

    path: str
    before: str
    after: str
    mode: int | None
    new_mode: int | None
    staged: tuple[str, str] | None = None


class Commits(NamedTuple):
    """The commits of a command, on the branch ``ref`` (empty: HEAD is on none).

    ``old`` is the commit before them; ``made`` are they, oldest first.
    """

    ref: str
    old: str
    made: tuple[str, ...]


class Journal(NamedTuple):
    """One journal on the disk.

    ``prefix`` is the host's place in the repository: one repository may hold several hosts.
    ``suffix`` ends the names of the files that are written aside before they are put in place.
    """

    folder: str
    prefix: str
    command: str
    state: str
    folders: tuple[str, ...]
    suffix: str
    entries: tuple[Entry, ...]
    commits: Commits | None = None

    def kept(self, name: str) -> bytes:
        """The bytes whose digest is ``name``."""
        with open(os.path.join(self.folder, name), "rb") as file:
            return file.read()

    def save(self) -> Journal:
        """Write ``journal.json``, all of it or nothing."""
        values: dict[str, Any] = {**self._asdict(), "version": _VERSION}
        values["entries"] = [entry._asdict() for entry in self.entries]
        values["commits"] = self.commits._asdict() if self.commits else None
        del values["folder"]
        text = json.dumps(values, indent=1).encode("utf-8", "surrogateescape")
        place = os.path.join(self.folder, "journal.json")
        write_aside(place + ".new", text)
        os.replace(place + ".new", place)
        sync_folder(self.folder)
        return self

    def forget(self) -> None:
        """Delete the journal; first what makes it one, so that half of it is none."""
        with suppress(FileNotFoundError):
            os.unlink(os.path.join(self.folder, "journal.json"))
        shutil.rmtree(self.folder, ignore_errors=True)


def digest(data: bytes | None) -> str:
    """What ``data`` is known by; ``""`` for no file."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


def home(root: str) -> tuple[str, str]:
    """Where journals are kept for ``root``, and the place of ``root`` in its repository.

    In git's own folder, which nobody commits by accident; without git in ``.coldframe``.
    """
    try:
        folder = os.fsdecode(git(root, "rev-parse", "--absolute-git-dir")).rstrip("\n")
        prefix = os.fsdecode(git(root, "rev-parse", "--show-prefix")).rstrip("\n")
    except GitError:
        return os.path.join(root, ".coldframe", "journals"), ""
    return os.path.join(folder, "coldframe", "journals"), prefix


def journals(root: str) -> list[Journal]:
    """The journals of the host at ``root``, oldest first."""
    folder, prefix = home(root)
    found = []
    for name in sorted(_numbered(folder)):
        place = os.path.join(folder, name)
        try:
            with open(os.path.join(place, "journal.json"), "rb") as file:
                values = json.loads(file.read().decode("utf-8", "surrogateescape"))
        except FileNotFoundError:
            continue  # its command ended before it had written anything
        if values.pop("version") == _VERSION and values["prefix"] == prefix:
            values["entries"] = tuple(_entry(entry) for entry in values["entries"])
            values["folders"] = tuple(values["folders"])
            if values["commits"]:
                made = tuple(values["commits"]["made"])
                values["commits"] = Commits(**{**values["commits"], "made": made})
            found.append(Journal(folder=place, **values))
    return found


def new_folder(root: str) -> tuple[str, str]:
    """A new folder for a journal, which is none yet, and the place of ``root`` in git."""
    home_folder, prefix = home(root)
    os.makedirs(home_folder, exist_ok=True)
    if os.path.dirname(home_folder) == os.path.join(root, ".coldframe"):
        write_aside(os.path.join(root, ".coldframe", ".gitignore"), b"*\n")
    numbers = sorted(int(name) for name in _numbered(home_folder))
    for number in numbers[: -_KEPT + 1]:
        shutil.rmtree(os.path.join(home_folder, f"{number:06d}"), ignore_errors=True)
    folder = os.path.join(home_folder, f"{(numbers or [0])[-1] + 1:06d}")
    os.mkdir(folder)
    return folder, prefix


def keep(folder: str, data: bytes | None) -> str:
    """Keep ``data`` in the folder of a journal, once; returns its digest."""
    name = digest(data)
    place = os.path.join(folder, name)
    if data is not None and not os.path.exists(place):
        write_aside(place, data)
    return name


def write_aside(place: str, data: bytes, mode: int | None = None) -> None:
    """Write a whole file, down to the disk."""
    with open(place, "wb") as file:
        file.write(data)
        file.flush()
        if mode is not None:
            os.chmod(place, mode)
        os.fsync(file.fileno())


def sync_folder(folder: str) -> None:
    """Bring the names in ``folder`` down to the disk, where the system can do that."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _numbered(folder: str) -> list[str]:
    try:
        return [name for name in os.listdir(folder) if name.isdigit()]
    except FileNotFoundError:
        return []


def _entry(values: dict[str, Any]) -> Entry:
    staged = values["staged"]
    return Entry(**{**values, "staged": tuple(staged) if staged else None})
