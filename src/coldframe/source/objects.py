"""Many objects of many commits in one question to git."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple, TypeAlias

from coldframe.source.git import GitError, Running, start
from coldframe.source.listing import decode, encode

_MOST_TREES = 400  # per question, so that the answers of a long history fit into memory


class Entry(NamedTuple):
    """One name in a folder of a commit: its object, and whether it is a folder."""

    key: str
    is_folder: bool


Answer: TypeAlias = tuple[str, bytes, bytes | None]  # key, kind, bytes


class Asked:
    """A question about some objects; git answers it with all others of its round."""

    def __init__(self, within: Round, first: int, count: int) -> None:
        self._round = within
        self._first = first
        self._count = count

    def contents(self) -> list[bytes | None]:
        """What ``contents`` gives. Raises GitError if git fails."""
        return [data for _, _, data in self.answers()]

    def answers(self) -> Iterator[Answer]:
        """Key, kind and bytes of each object; empty and None for what is missing.

        Raises GitError if git fails.
        """
        if self._count:
            yield from self._round.answers()[self._first : self._first + self._count]


class Round:
    """Questions that are put to one git process together."""

    def __init__(self, root: str, how: str = "--batch") -> None:
        self._root = root
        self._how = how
        self._names: list[str] = []
        self._running: Running | None = None
        self._answers: list[Answer] | None = None

    def ask(self, names: Sequence[str]) -> Asked:
        """One more question, before the round has begun."""
        first = len(self._names)
        self._names += names
        return Asked(self, first, len(names))

    @property
    def has_begun(self) -> bool:
        """Whether it is too late for another question."""
        return self._running is not None

    def begin(self) -> None:
        """Let git work on the answers, and do not wait. Raises GitError without git."""
        if self._names and self._running is None:
            lines = b"".join(encode(name).replace(b"\n", b"?") + b"\n" for name in self._names)
            self._running = start(self._root, "cat-file", self._how, given=lines)

    def answers(self) -> list[Answer]:
        """All answers, in the order of the questions. Raises GitError if git fails."""
        if self._answers is None:
            self.begin()
            assert self._running is not None
            self._answers = list(self._read(self._running.output()))
        return self._answers

    def _read(self, answer: bytes) -> Iterator[Answer]:
        """The answer is ``<key> <kind> <size>``, with --batch followed by the bytes and a
        newline, or ``<question> missing`` (or ``ambiguous``).
        """
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


class Desk:
    """Collects questions of many askers until somebody needs an answer: processes cost."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._round = Round(root)

    def ask(self, names: Sequence[str]) -> Asked:
        """A question for the contents of objects; git may not have heard it yet."""
        if self._round.has_begun:
            self._round = Round(self._root)
        return self._round.ask(names)

    def begin(self) -> None:
        """Let git work on what has been asked, and do not wait."""
        with suppress(GitError):  # whoever wants an answer will be told
            self._round.begin()


def _asked(root: str, names: Sequence[str], how: str) -> Asked:
    one = Round(root, how)
    asked = one.ask(names)
    one.begin()
    return asked


def contents(root: str, names: Sequence[str]) -> list[bytes | None]:
    """The bytes of the objects called ``REVISION:./PATH`` or by key; None where there is none.

    Paths are relative to ``root``.  Raises GitError if git cannot be asked at all.
    """
    return _asked(root, names, "--batch").contents()


def keys(root: str, names: Sequence[str]) -> list[str]:
    """The keys of these objects, ``""`` where there is none."""
    return [key for key, _, _ in _asked(root, names, "--batch-check").answers()]


class Folders:
    """A question about the folders of many revisions, asked at ``desk``."""

    def __init__(self, desk: Desk, revisions: Sequence[str], paths: Sequence[str]) -> None:
        self._desk = desk
        self._paths = paths
        step = max(1, _MOST_TREES // max(1, len(paths)))
        self._parts = [revisions[at : at + step] for at in range(0, len(revisions), step)]
        self._first = self._ask(self._parts[0]) if self._parts else None

    def _ask(self, revisions: Sequence[str]) -> Asked:
        names = [f"{revision}^{{tree}}" for revision in revisions]
        names += [f"{revision}:./{path}" for revision in revisions for path in self._paths]
        return self._desk.ask(names)

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
    return Folders(Desk(root), revisions, paths).answer()


def _entries(data: bytes, width: int) -> Iterator[tuple[str, Entry]]:
    """The names in a tree object: ``mode SP name NUL key``, the key being ``width`` bytes."""
    at = 0
    while at < len(data):
        end = data.index(b"\0", at)
        mode, _, name = data[at:end].partition(b" ")
        at = end + 1 + width
        yield decode(name), Entry(data[end + 1 : at].hex(), mode == b"40000")
