"""Which code evidence vouches for: one digest for all files of a feature that make it work.

The digest is SHA-256 over path (below the preview tree), mode and git's blob id of each file.
Tests, pages and the declaration are left out: a test more, or another deadline, changes
nothing about the code that earlier runs have tried.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.mistake import Mistake
from coldframe.source.git import GitError, Running, start
from coldframe.source.listing import decode

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

_PAGES = (".md", ".rst")
_PLAIN, _RUNS = "100644", "100755"


class Digest(NamedTuple):
    """``value`` is the digest of ``files`` files as they are in the work tree, or in ``commit``.

    ``changed`` are those that differ from ``commit``; without git everything does, and
    ``commit`` is empty.
    """

    value: str
    commit: str = ""
    files: int = 0
    changed: tuple[str, ...] = ()


def digest(host: Host, feature: Feature, revision: str = "") -> Digest:
    """The digest of one feature: as ``digests``."""
    return digests(host, [feature], revision)[feature.module]


def digests(host: Host, features: Sequence[Feature] = (), revision: str = "") -> dict[str, Digest]:
    """By module, the digest of each of ``features`` (default: all) now, or in ``revision``.

    A feature that had no file in ``revision`` has an empty value.
    Raises Mistake for a revision that git does not know.
    """
    features = features or host.features
    folders = sorted({feature.tree.path for feature in features})
    root = host.tree.root
    if revision:
        try:
            commit = decode(
                start(root, "rev-parse", "--verify", "-q", f"{revision}^{{commit}}").output()
            ).strip()
            there = _listed(start(root, "ls-tree", "-r", "-z", commit, "--", *folders))
        except GitError as error:
            raise Mistake(
                f"git knows no commit {revision}", "See `git log`, or fetch the commit first."
            ) from error
        return {f.module: _of(host, f, there, commit) for f in features}
    try:
        asked = [
            start(root, "rev-parse", "--verify", "-q", "HEAD"),
            start(root, "ls-tree", "-r", "-z", "HEAD", "--", *folders),
            start(root, "ls-files", "-z", "-s", "--", *folders),
            start(root, "ls-files", "-z", "-m", "--", *folders),
        ]
        head = decode(asked[0].output()).strip()
        committed, index = _listed(asked[1]), _listed(asked[2])
        touched = set(map(decode, asked[3].output().split(b"\0")))
    except GitError:  # no git, no commit yet
        head, committed, index, touched = "", {}, {}, set()
    how = "sha256" if any(len(key) == 64 for _, key in index.values()) else "sha1"
    now = {
        path: index[path] if path in index and path not in touched else _on_disk(host, path, how)
        for folder in folders
        for path in host.tree.under(folder)
    }
    found = {}
    for feature in features:
        one = _of(host, feature, now, head)
        mine = {path for path in {*now, *committed} if _is_code(host, feature, path)}
        changed = sorted(path for path in mine if now.get(path) != committed.get(path))
        found[feature.module] = one._replace(changed=tuple(changed))
    return found


def _of(host: Host, feature: Feature, there: Mapping[str, tuple[str, str]], commit: str) -> Digest:
    mine = sorted(path for path in there if _is_code(host, feature, path))
    if not mine:
        return Digest("", commit)
    total = hashlib.sha256()
    for path in mine:
        mode, key = there[path]
        name = path[len(feature.tree.path) + 1 :].encode("utf-8", "surrogateescape")
        total.update(b"%s %s %s\0" % (mode.encode(), key.encode(), name))
    return Digest(total.hexdigest(), commit, len(mine))


def _is_code(host: Host, feature: Feature, path: str) -> bool:
    return (
        feature.owns(path)
        and path != feature.declaration_path
        and not path.endswith(_PAGES)
        and not host.places.is_test(path)
        and not host.places.is_docs(path)
        and not _left_out(host, path)
    )


def _left_out(host: Host, path: str) -> bool:
    """Whether the settings exclude ``path``; the work tree is listed without it anyway."""
    if not host.settings.exclude:
        return False
    from coldframe.check.places import matcher

    return matcher(host.settings.exclude).fullmatch(path) is not None


_RECORD = re.compile(rb"(\d{6}) (?:blob )?([0-9a-f]+)(?: (\d))?\t(.*)", re.DOTALL)


def _listed(asked: Running) -> dict[str, tuple[str, str]]:
    """Mode and blob id by path, of regular files without a conflict."""
    found = {}
    for record in asked.output().split(b"\0"):
        parts = _RECORD.fullmatch(record)
        if parts and parts[1].startswith(b"100") and parts[3] in (None, b"0"):
            found[decode(parts[4])] = (parts[1].decode(), parts[2].decode())
    return found


def _on_disk(host: Host, path: str, how: str) -> tuple[str, str]:
    """Mode and blob id of a file as its bytes are; git counts with SHA-1, or with SHA-256."""
    content = host.tree.read(path)
    try:
        runs = os.stat(os.path.join(host.tree.root, path)).st_mode & 0o100
    except OSError:
        runs = 0
    key = hashlib.new(how, b"blob %d\0" % len(content) + content, usedforsecurity=False)
    return (_RUNS if runs else _PLAIN), key.hexdigest()
