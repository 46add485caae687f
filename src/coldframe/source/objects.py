"""Many objects of many commits in one question to git."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coldframe.source.git import GitError, Running, start
from coldframe.source.listing import decode, encode

_MOST_TREES = 400  # per question, so that the answers of a long history fit into memory


class Entry(NamedTuple):
    """One name in a folder of a commit: its object, and whether it is a folder."""

    key: str
    is_folder: bool


class Asked:
    """A question about objects that git is answering."""

    def __init__(self, root: str, names: Sequence[str], how: str) -> None:
        self._how = how
        self._names = names
        self._running: Running | None = None
        if names:
            lines = b"".join(encode(name).replace(b"\n", b"?") + b"\n" for name in names)
            self._running = start(root, "cat-file", how, given=lines)

    def contents(self) -> list[bytes | None]:
        """What ``contents`` gives. Raises GitError if git fails."""
        return [data for _, _, data in self.answers()]

    def answers(self) -> Iterator[tuple[str, bytes, bytes | None]]:
        """Key, kind and bytes of each object; empty and None for what is missing.

        The answer is ``<key> <kind> <size>``, with --batch followed by the bytes and a
        newline, or ``<question> missing`` (or ``ambiguous``).
        """
        if self._running is None:
            return
        answer = self._running.output()
        at = 0
        for _ in self._names:
            end = answer.find(b"\n", at)
            if end < 0:
                raise GitError(1, "git gave no answer for some of the objects")
            words = answer[at:end].rsplit(b" ", 2)
            at = end + 1
            if len(words) < 3 or not words[2].isdigit():
                yield "", b"", None
                continue
            data = None
            if self._how == "--batch":
                size = int(words[2])
                data = answer[at : at + size]
                at += size + 1
            yield words[0].decode(), words[1], data


def begin_contents(root: str, names: Sequence[str]) -> Asked:
    """Ask what ``contents`` asks, and do not wait. Raises GitError if git cannot be asked."""
    return Asked(root, names, "--batch")


def contents(root: str, names: Sequence[str]) -> list[bytes | None]:
    """The bytes of the objects called ``REVISION:./PATH`` or by key; None where there is none.

    Paths are relative to ``root``.  Raises GitError if git cannot be asked at all.
    """
    return [data for _, _, data in Asked(root, names, "--batch").answers()]


def keys(root: str, names: Sequence[str]) -> list[str]:
    """The keys of these objects, ``""`` where there is none."""
    return [key for key, _, _ in Asked(root, names, "--batch-check").answers()]


class Folders:
    """A question about the folders of many revisions that git is answering."""

    def __init__(self, root: str, revisions: Sequence[str], paths: Sequence[str]) -> None:
        self._root = root
        self._paths = paths
        step = max(1, _MOST_TREES // max(1, len(paths)))
        self._parts = [revisions[at : at + step] for at in range(0, len(revisions), step)]
        self._first = self._ask(self._parts[0]) if self._parts else None

    def _ask(self, revisions: Sequence[str]) -> Asked:
        names = [f"{revision}^{{tree}}" for revision in revisions]
        names += [f"{revision}:./{path}" for revision in revisions for path in self._paths]
        return Asked(self._root, names, "--batch")

    def answer(self) -> dict[tuple[str, str], dict[str, Entry]]:
        """What ``folders`` gives. Raises GitError if git fails."""
        found: dict[tuple[str, str], dict[str, Entry]] = {}
        trees: dict[str, dict[str, Entry]] = {}
        for number, revisions in enumerate(self._parts):
            asked = self._first if number == 0 else None
            answers = (asked or self._ask(revisions)).answers()
            there = {revision for revision in revisions if next(answers)[0]}
            places = ((revision, path) for revision in revisions for path in self._paths)
            for (revision, path), (key, kind, data) in zip(places, answers, strict=True):
                if kind == b"tree" and data is not None:
                    if key not in trees:
                        trees[key] = dict(_entries(data, len(key) // 2))
                    found[revision, path] = trees[key]
                elif not key and revision in there:
                    found[revision, path] = {}
        return found


def folders(
    root: str, revisions: Sequence[str], paths: Sequence[str]
) -> dict[tuple[str, str], dict[str, Entry]]:
    """What the folders ``paths`` held in each of ``revisions``, by (revision, path).

    A folder that was not there is empty; a commit whose files this clone does not have is
    left out.  Raises GitError if git fails.
    """
    return Folders(root, revisions, paths).answer()


def _entries(data: bytes, width: int) -> Iterator[tuple[str, Entry]]:
    """The names in a tree object: ``mode SP name NUL key``, the key being ``width`` bytes."""
    at = 0
    while at < len(data):
        end = data.index(b"\0", at)
        mode, _, name = data[at:end].partition(b" ")
        at = end + 1 + width
        yield decode(name), Entry(data[end + 1 : at].hex(), mode == b"40000")
