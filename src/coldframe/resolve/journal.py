"""What a command is about to write, noted before it writes, so that it can be taken back.

A journal is a folder: ``journal.json`` and the old bytes of every file that changes.  All of
it is on the disk before the first file of the host is touched.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import suppress
from typing import Any, NamedTuple

from coldframe.source.git import GitError, git

BEGUN, DONE = "begun", "done"
_KEPT = 20
_VERSION = 1


class Entry(NamedTuple):
    """One file: digests of its bytes before and after (empty: no file), and its old mode."""

    path: str
    before: str
    after: str
    mode: int | None


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

    def old_bytes(self, entry: Entry) -> bytes:
        """The bytes of a file before the command."""
        with open(os.path.join(self.folder, entry.before), "rb") as file:
            return file.read()

    def save(self) -> Journal:
        """Write ``journal.json``, all of it or nothing."""
        values: dict[str, Any] = {**self._asdict(), "version": _VERSION}
        values["entries"] = [entry._asdict() for entry in self.entries]
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
            values["entries"] = tuple(Entry(**entry) for entry in values["entries"])
            values["folders"] = tuple(values["folders"])
            found.append(Journal(folder=place, **values))
    return found


def begin(
    root: str, command: str, files: dict[str, tuple[bytes | None, bytes | None]], folders: list[str]
) -> Journal:
    """Note that ``command`` writes ``files`` (path: before, after) and makes ``folders``."""
    home_folder, prefix = home(root)
    os.makedirs(home_folder, exist_ok=True)
    if os.path.dirname(home_folder) == os.path.join(root, ".coldframe"):
        write_aside(os.path.join(root, ".coldframe", ".gitignore"), b"*\n")
    numbers = [int(name) for name in _numbered(home_folder)]
    folder = os.path.join(home_folder, f"{max(numbers, default=0) + 1:06d}")
    os.mkdir(folder)
    entries = []
    for path, (before, after) in files.items():
        mode = None
        if before is not None:
            mode = os.stat(os.path.join(root, path)).st_mode & 0o7777
            write_aside(os.path.join(folder, digest(before)), before)
        entries.append(Entry(path, digest(before), digest(after), mode))
    for number in sorted(numbers)[: -_KEPT + 1]:
        shutil.rmtree(os.path.join(home_folder, f"{number:06d}"), ignore_errors=True)
    journal = Journal(
        folder, prefix, command, BEGUN, tuple(folders), f".coldframe-{os.getpid()}", tuple(entries)
    )
    journal.save()
    sync_folder(home_folder)
    return journal


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
