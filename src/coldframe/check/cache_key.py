"""The state of a working tree, as a key: equal keys mean that a run would say the same."""

from __future__ import annotations

import os
import sys
from time import gmtime, strftime
from typing import TYPE_CHECKING, Any, TypeAlias

from coldframe import __version__

if TYPE_CHECKING:
    from coldframe.source.git import Running

SHAPE = 1  # of what is kept under a key
MANY = 20_000_000  # bytes of changed and untracked files; beyond, a run is as fast
# These would make git overlook a change, or trust what it remembers of folders.
_STATUS = (
    *("-c", "core.trustctime=true", "-c", "core.checkStat=default"),
    *("-c", "core.untrackedCache=false"),
    *("status", "--porcelain=v2", "--branch", "-z", "--untracked-files=no"),
    *("--no-renames", "--ignore-submodules=all", "--no-ahead-behind"),
)
_OTHERS = ("-c", "core.untrackedCache=false", "ls-files", "-z", "-o", "--exclude-standard")
_REFS = ("for-each-ref", "--format=%(objectname) %(refname) %(symref)")


def git_dir_of(root: str) -> str:
    """Where git keeps the state of this working tree; empty if there is none."""
    usual = os.path.join(root, ".git")
    if os.path.isdir(usual):
        return usual
    from coldframe.source.git import GitError, git

    try:
        told = git(root, "rev-parse", "--absolute-git-dir")
    except GitError:
        return ""
    return os.fsdecode(told.rstrip(b"\n"))


def _blake2b() -> Any:
    try:  # hashlib loads OpenSSL, which costs a tenth of a hit
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return blake2b(digest_size=20)


Asked: TypeAlias = "tuple[str, Running, Running, Running]"


def ask(start: str) -> Asked | None:
    """Ask git for the state of the working tree around ``start``, and for all refs.

    The untracked files are those of the folder, which comes first: it usually is the root.
    """
    from coldframe.source.git import GitError
    from coldframe.source.git import start as run_git

    folder = start if os.path.isdir(start) else os.path.dirname(start) or "."
    try:
        # The untracked files apart, because two processes search a tree faster than one.
        others = run_git(folder, *_OTHERS)
        return os.path.abspath(folder), run_git(folder, *_STATUS), run_git(folder, *_REFS), others
    except GitError:
        return None


def key_of(root: str, git_dir: str, asked: Asked | None) -> str:
    """A digest of all that the outcome depends on; empty if that cannot be told."""
    from coldframe.source.git import GitError
    from coldframe.source.git import start as run_git

    if asked is None:
        return ""
    folder, status, refs, others = asked
    if folder != root:
        others.finish()
        try:
            others = run_git(root, *_OTHERS)
        except GitError:
            return ""
    digest = _blake2b()
    parts = [f"{SHAPE} {__version__} {sys.version} {root}", strftime("%Y-%m-%d", gmtime())]
    digest.update("\0".join([*parts, _own_code()]).encode("utf-8", "surrogateescape"))
    for name in ("coldframe.toml", "pyproject.toml"):  # read even if git ignores them
        digest.update(_digest_of(os.path.join(root, name)))
    for name in ("index", "shallow"):
        digest.update(_digest_of(os.path.join(git_dir, name)))
    try:
        told = status.output()
        digest.update(told)
        digest.update(refs.output())
        untracked = others.output()
        digest.update(untracked)
    except GitError:
        return ""
    paths = [os.path.join(os.fsencode(_top(root)), name) for name in _changed(told)]
    paths += [os.path.join(os.fsencode(root), name) for name in untracked.split(b"\0") if name]
    if not _add_contents(digest, paths):
        return ""
    return str(digest.hexdigest())


def _changed(told: bytes) -> list[bytes]:
    """The paths, from the top of the working tree, in the porcelain status ``told``."""
    entries = told.split(b"\0")
    changed = [entry.split(b" ", 8)[-1] for entry in entries if entry.startswith(b"1 ")]
    return changed + [entry.split(b" ", 10)[-1] for entry in entries if entry.startswith(b"u ")]


def _add_contents(digest: Any, paths: list[bytes]) -> bool:
    """Add the content of ``paths``; False if it is too much."""
    size = 0
    for path in paths:
        try:
            size += os.lstat(path).st_size
        except OSError:
            digest.update(b"gone")
            continue
        if size > MANY:
            return False
        digest.update(_digest_of(os.fsdecode(path)))
    return True


def _top(root: str) -> str:
    """The top of the working tree, from which git's names count."""
    folder = root
    while not os.path.lexists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return root
        folder = parent
    return folder


def _digest_of(path: str) -> bytes:
    try:
        if os.path.islink(path):
            return b"link" + os.fsencode(os.readlink(path))
        if not os.path.isfile(path):
            return b"none"
        with open(path, "rb") as file:
            digest = _blake2b()
            digest.update(file.read())
            return bytes(digest.digest())
    except OSError as error:
        return f"unread {error.errno}".encode()


def _own_code() -> str:
    """The state of Coldframe itself, where it is being developed."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if "site-packages" in package or "dist-packages" in package:
        return package
    newest, count = 0, 0
    folders = [package]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    count += 1
                    newest = max(newest, entry.stat().st_ctime_ns)
                elif "." not in entry.name and entry.name != "__pycache__":
                    folders.append(entry.path)
    return f"{package} {count} {newest}"
