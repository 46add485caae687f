"""A copy of a host's tree in which files come and go; the host's own is never written to."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import IO

from coldframe.declare.mistake import Mistake

_PREFIX = "coldframe-absent-"
_NEVER = frozenset((".git", "__pycache__", "node_modules", ".tox", ".nox", ".stestr"))
_MARK = "in-use"


class Ground:
    """The copy: ``root`` is what the host's root is in it, ``folder`` all of it.

    ``notes`` say what could not be copied.
    """

    def __init__(self, folder: str, root: str, notes: list[str]) -> None:
        self.folder = folder
        self.root = root
        self.notes = notes
        self._before: dict[str, tuple[bytes, int] | None] = {}

    def take_out(self, changes: Mapping[str, bytes | None]) -> None:
        """Give files new bytes, or with None none at all, until they are ``put_back``."""
        for path, after in changes.items():
            place = os.path.join(self.root, path)
            if path not in self._before:
                self._before[path] = _kept(place)
            if after is not None:
                _written(place, after)
            elif os.path.lexists(place):
                os.unlink(place)
                _without_empty(os.path.dirname(place), self.root)

    def put_back(self) -> None:
        """Undo ``take_out``."""
        for path, kept in self._before.items():
            place = os.path.join(self.root, path)
            if kept is not None:
                _written(place, kept[0], kept[1])
            elif os.path.lexists(place):
                os.unlink(place)
        self._before.clear()

    def place(self, name: str) -> str:
        """A folder of that name beside the tree, for what is no part of it."""
        folder = os.path.join(self.folder, name)
        os.makedirs(folder, exist_ok=True)
        return folder


@contextmanager
def ground(
    root: str,
    name: str,
    packages: tuple[str, ...],
    say: Callable[[str], None] = lambda doing: None,
) -> Iterator[Ground]:
    """A copy of the tree at ``root`` as it is now, uncommitted work included; gone at the end.

    What git ignores is copied too, but for whole folders outside of the folders ``packages``:
    built extensions and written versions belong to the code.  With git the copy is a clone that
    borrows all objects, so that the host's tests may commit and tag there.
    After ``kill -9`` the copy stays in the folder for temporary files, as
    ``coldframe-absent-NAME-…``, until the next call removes it.

    Raises Mistake: there is no room for the copy.
    """
    say("copying the tree")
    try:
        swept = _sweep()
        folder = tempfile.mkdtemp(prefix=f"{_PREFIX}{name}-")
    except OSError as error:
        raise _no_room(error) from None
    mark = _mark(folder)
    try:
        notes = [f"Removed {old}, which a killed run had left." for old in swept]
        inner, ignored = _clone(root, os.path.join(folder, "tree"), notes)
        place = os.path.join(folder, "tree", inner).rstrip("/")
        kept = tuple(os.path.join(root, package) for package in packages)
        try:
            _copy(root, place, {path for path in ignored if not _within(path, kept)}, notes)
        except OSError as error:
            raise _no_room(error) from None
        if os.path.isdir(os.path.join(folder, "tree", ".git")):
            _index(os.path.join(folder, "tree"))
        yield Ground(folder, place, notes)
    finally:
        _remove(folder)
        mark.close()  # not before: for another run it would be a killed one's


def _clone(root: str, to: str, notes: list[str]) -> tuple[str, list[str]]:
    """Make the repository of the copy: where the root is in it, and which folders git ignores."""
    from coldframe.source.git import GitError, git
    from coldframe.source.listing import decode

    try:
        top = decode(git(root, "rev-parse", "--show-toplevel")).rstrip("\n")
        listed = git(
            root, "ls-files", "-z", "-o", "-i", "--exclude-standard", "--directory", "--", "."
        )
        ignored = [os.path.join(root, p[:-1]) for p in decode(listed).split("\0") if p[-1:] == "/"]
    except GitError:
        return "", []
    inner = os.path.relpath(os.path.realpath(root), os.path.realpath(top))
    try:
        git(root, "clone", "--quiet", "--shared", "--no-checkout", "--template=", top, to)
        git(to, "remote", "remove", "origin")
    except GitError as error:
        shutil.rmtree(to, ignore_errors=True)
        notes.append(f"The copy is no git repository: {error.why}.")
    return ("" if inner == "." else inner), ignored


def _index(tree: str) -> None:
    from coldframe.source.git import GitError, git

    with suppress(GitError):  # there may be no commit yet
        git(tree, "read-tree", "HEAD")


def _copy(source: str, to: str, without: set[str], notes: list[str]) -> None:
    os.makedirs(to, exist_ok=True)
    try:
        listed = os.scandir(source)
    except PermissionError:
        notes.append(f"{source} cannot be read, so the copy lacks it.")
        return
    with listed as entries:
        for entry in entries:
            target = os.path.join(to, entry.name)
            if entry.name in _NEVER or entry.path in without or entry.name.startswith(_PREFIX):
                continue
            if entry.is_symlink():
                _link(entry.path, target, source)
            elif entry.is_dir():
                if not os.path.exists(os.path.join(entry.path, "pyvenv.cfg")):
                    _copy(entry.path, target, without, notes)
            elif stat.S_ISREG(entry.stat().st_mode):
                try:
                    shutil.copy2(entry.path, target)
                except PermissionError:
                    notes.append(f"{entry.path} cannot be read, so the copy lacks it.")


def _link(path: str, target: str, folder: str) -> None:
    """Copy a link; one that may lead out of the tree by a relative way gets the whole one."""
    said = os.readlink(path)
    if said.startswith(".."):
        end = os.path.normpath(os.path.join(folder, said))
        said = said if os.path.exists(os.path.join(os.path.dirname(target), said)) else end
    os.symlink(said, target)


def _within(path: str, folders: tuple[str, ...]) -> bool:
    return any(path.startswith(folder + "/") for folder in folders)


def _kept(place: str) -> tuple[bytes, int] | None:
    if not os.path.isfile(place):
        return None
    with open(place, "rb") as file:
        return file.read(), stat.S_IMODE(os.stat(place).st_mode)


def _written(place: str, data: bytes, mode: int | None = None) -> None:
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with open(place, "wb") as file:
        file.write(data)
    if mode is not None:
        os.chmod(place, mode)


def _without_empty(folder: str, root: str) -> None:
    """Remove ``folder`` and those above it as far as nothing is left: Python would import them."""
    while len(folder) > len(root):
        shutil.rmtree(os.path.join(folder, "__pycache__"), ignore_errors=True)
        try:
            os.rmdir(folder)
        except OSError:
            return
        folder = os.path.dirname(folder)


def _mark(folder: str) -> IO[bytes]:
    """Say that ``folder`` is in use, as long as this process lives."""
    made = os.path.join(folder, _MARK + "-soon")
    file = open(made, "wb")  # noqa: SIM115
    with suppress(ImportError):
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.rename(made, os.path.join(folder, _MARK))  # nobody may see it before it is locked
    return file


def _sweep() -> list[str]:
    """Remove what runs that were killed have left; the folders."""
    try:
        import fcntl
    except ImportError:  # Windows: nobody can tell whether a run is still going on
        return []
    swept = []
    top = tempfile.gettempdir()
    for name in sorted(os.listdir(top)):
        folder = os.path.join(top, name)
        if not name.startswith(_PREFIX):
            continue
        with suppress(OSError), open(os.path.join(folder, _MARK), "rb") as file:
            if os.fstat(file.fileno()).st_uid != os.getuid():
                continue
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.isdir(folder):  # else its run has just ended
                _remove(folder)
                swept.append(folder)
    return swept


def _remove(folder: str) -> None:
    """Remove all of ``folder``, also what tests have made read-only."""
    shutil.rmtree(folder, ignore_errors=True)
    if os.path.isdir(folder):
        for place, _, _ in os.walk(folder):
            with suppress(OSError):
                os.chmod(place, 0o700)
        shutil.rmtree(folder, ignore_errors=True)


def _no_room(error: OSError) -> Mistake:
    return Mistake(
        f"the tree cannot be copied: {error.filename}: {error.strerror}",
        "It is copied among temporary files: make room there, or name another folder, with TMPDIR.",
    )
