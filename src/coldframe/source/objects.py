"""Many objects of many commits in one question to git."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coldframe.source.git import GitError, git
from coldframe.source.listing import decode, encode

_MOST_TREES = 400  # per question, so that the answers of a long history fit into memory


class Entry(NamedTuple):
    """One name in a folder of a commit: its object, and whether it is a folder."""

    key: str
    is_folder: bool


def contents(root: str, names: Sequence[str]) -> list[bytes | None]:
    """The bytes of the objects called ``REVISION:./PATH`` or by key; None where there is none.

    Paths are relative to ``root``.  Raises GitError if git cannot be asked at all.
    """
    return [data for _, _, data in _ask(root, names, "--batch")]


def keys(root: str, names: Sequence[str]) -> list[str]:
    """The keys of these objects, ``""`` where there is none."""
    return [key for key, _, _ in _ask(root, names, "--batch-check")]


def folders(
    root: str, revisions: Sequence[str], paths: Sequence[str]
) -> dict[tuple[str, str], dict[str, Entry]]:
    """What the folders ``paths`` held in each of ``revisions``, by (revision, path).

    A folder that was not there is empty; a commit whose files this clone does not have is
    left out.
    """
    found: dict[tuple[str, str], dict[str, Entry]] = {}
    asked = [(revision, path) for revision in revisions for path in paths]
    known = keys(root, [f"{revision}:./{path}" for revision, path in asked])
    whole = dict(zip(revisions, keys(root, [f"{r}^{{tree}}" for r in revisions]), strict=True))
    distinct = list(dict.fromkeys(key for key in known if key))
    trees: dict[str, dict[str, Entry]] = {}
    for start in range(0, len(distinct), _MOST_TREES):
        some = distinct[start : start + _MOST_TREES]
        for key, (_, kind, data) in zip(some, _ask(root, some, "--batch"), strict=True):
            if kind == b"tree" and data is not None:
                trees[key] = dict(_entries(data, len(key) // 2))
    for (revision, path), key in zip(asked, known, strict=True):
        if key in trees or (not key and whole[revision]):
            found[revision, path] = trees.get(key, {})
    return found


def _entries(data: bytes, width: int) -> Iterator[tuple[str, Entry]]:
    """The names in a tree object: ``mode SP name NUL key``, the key being ``width`` bytes."""
    at = 0
    while at < len(data):
        end = data.index(b"\0", at)
        mode, _, name = data[at:end].partition(b" ")
        at = end + 1 + width
        yield decode(name), Entry(data[end + 1 : at].hex(), mode == b"40000")


def _ask(root: str, names: Sequence[str], how: str) -> Iterator[tuple[str, bytes, bytes | None]]:
    """Key, kind and bytes of each object; empty and None for what is missing.

    The answer is ``<key> <kind> <size>``, with --batch followed by the bytes and a newline,
    or ``<question> missing`` (or ``ambiguous``).
    """
    if not names:
        return
    lines = b"".join(encode(name).replace(b"\n", b"?") + b"\n" for name in names)
    answer = git(root, "cat-file", how, given=lines)
    at = 0
    for _ in names:
        end = answer.find(b"\n", at)
        if end < 0:
            raise GitError(1, "git gave no answer for some of the objects")
        words = answer[at:end].rsplit(b" ", 2)
        at = end + 1
        if len(words) < 3 or not words[2].isdigit():
            yield "", b"", None
            continue
        data = None
        if how == "--batch":
            size = int(words[2])
            data = answer[at : at + size]
            at += size + 1
        yield words[0].decode(), words[1], data
