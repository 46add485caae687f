"""Searches the working tree by ``git grep``."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import NamedTuple

from coldframe.source.files import Complain
from coldframe.source.git import GitError, Running, reason, start

_ARGUMENTS = 100_000  # bytes of folders that may stand on a command line
_SMALL = 1_500_000  # bytes of an index: about 12,000 files
# error: 'acme/shut.py': Permission denied
_REFUSED = r"(?m)^error: (?:[a-z ]+)?'(.+)': (.+)$"
# Whole names, ended by NUL; binary files as well; the needles are no patterns.
GREP = ("grep", "-l", "-z", "-a", "-F", "--no-color")


class Question(NamedTuple):
    """What is searched for, and where; see ``Tree.search``."""

    needles: tuple[str, ...]
    under: tuple[str, ...]
    suffix: str
    without: tuple[str, ...]

    @classmethod
    def about(
        cls, needles: Sequence[str], under: Sequence[str], suffix: str, without: Sequence[str]
    ) -> Question:
        """The same question whatever the order of the needles."""
        return cls(tuple(sorted(set(needles))), tuple(under), suffix, tuple(without))


class GitSearch:
    """One search by git, started.

    ``limited`` is whether there are more folders in ``under`` than a command line takes:
    then git searches everything, and the caller leaves out the rest.
    """

    def __init__(self, root: str, question: Question) -> None:
        self.root = root
        under, suffix = question.under, question.suffix
        self.limited = sum(map(len, under)) > _ARGUMENTS
        places: tuple[str, ...] = ()
        self.grep: tuple[str, ...] = GREP
        if under and not self.limited:
            places = ("--", *under)
        elif suffix:  # patterns, so that git does not open the other files
            spared = (f":(exclude,glob)**/{name}/**" for name in question.without)
            places = ("--", f":(glob)**/*{suffix}", *spared)
            self.grep = ("--no-literal-pathspecs", *GREP)
        self.what = tuple(part for needle in question.needles for part in ("-e", needle)) + places
        if _is_small(root):
            # One thread costs less in all, and the other processor is busy with Python.
            self.grep = ("-c", "grep.threads=1", *self.grep)
        self._tracked = start(root, *self.grep, *self.what)

    def tracked(self, complain: Complain) -> set[bytes]:
        """Names of tracked files that match."""
        return _matches(self._tracked, complain)

    def untracked(self, complain: Complain) -> set[bytes]:
        """Names of files in the working tree, ignored ones left out, that match."""
        return _matches(start(self.root, *self.grep, "--untracked", *self.what), complain)


def _is_small(root: str) -> bool:
    """Whether the index of the repository lists some thousands of files at most."""
    try:
        return os.stat(os.path.join(root, ".git", "index")).st_size < _SMALL
    except OSError:
        return False


def _matches(process: Running, complain: Complain) -> set[bytes]:
    """The names that were found; raises GitError if git gave up before the end."""
    code, out, complaints = process.finish()
    if code > 1:
        raise GitError(code, reason(complaints))
    if complaints:
        for path, why in re.findall(_REFUSED, complaints.decode("utf-8", "surrogateescape")):
            complain(path, f"cannot be read: {why.lower()}")
    return set(out.split(b"\0")[:-1])
