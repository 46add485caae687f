"""The files of one commit."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from coldframe.source.files import LARGEST
from coldframe.source.git import GitError, environment, git, reason, start
from coldframe.source.git import command as command_line
from coldframe.source.git_search import GREP
from coldframe.source.listing import Listing, decode, encode, within
from coldframe.source.tree import Unread

if TYPE_CHECKING:
    from subprocess import Popen


class CommitTree:
    """A ``Tree`` of ``revision`` as it was below the folder ``root``.

    Raises GitError at once if git does not know the revision; the remedy names the nearest.
    """

    def __init__(self, root: str, revision: str) -> None:
        self.root = os.path.abspath(root)
        self.revision = revision
        self.unread: list[Unread] = []
        self._complained: set[str] = set()
        self._left_out: re.Pattern[bytes] | None = None
        self._reader: Popen[bytes] | None = None
        self.commit = _commit(self.root, revision)

    def leave_out(self, pattern: re.Pattern[bytes]) -> None:
        """Take no file whose whole name matches ``pattern``; to be said before the first use."""
        self._left_out = pattern

    def _complain(self, path: str, why: str) -> None:
        if path not in self._complained:
            self._complained.add(path)
            self.unread.append(Unread(path, why))

    @cached_property
    def _objects(self) -> dict[bytes, bytes]:
        """The object of each name, in the order of the names."""
        objects = {}
        for record in git(self.root, "ls-tree", "-r", "-z", self.commit).split(b"\0")[:-1]:
            about, _, name = record.partition(b"\t")
            mode, _, key = about.split(b" ")
            if mode.startswith(b"100"):
                if self._left_out is None or not self._left_out.fullmatch(name):
                    objects[name] = key
            elif mode == b"160000":
                self._complain(decode(name), "is a git submodule: not looked at")
        return dict(sorted(objects.items()))

    @cached_property
    def _names(self) -> Listing:
        return Listing(list(self._objects))

    @cached_property
    def _all(self) -> Sequence[str]:
        return self._names.all()

    def listing(self) -> bytes:
        """All paths, sorted, as bytes, each followed by a NUL."""
        return self._names.joined

    def paths(self) -> Sequence[str]:
        """All paths, sorted as their bytes are."""
        return self._all

    def under(self, directory: str) -> Sequence[str]:
        """The paths below ``directory``, sorted; ``""`` is the root."""
        return self._names.below(directory) if directory else self._all

    def exists(self, path: str) -> bool:
        """Whether ``path`` is a file of the commit."""
        return encode(path) in self._objects

    def read(self, path: str) -> bytes:
        """The bytes of a file; ``b""`` if it cannot be read, which is noted in ``unread``."""
        key = self._objects.get(encode(path))
        if key is None:
            self._complain(path, f"is not in {self.revision}")
            return b""
        data, size = self._object(key)
        if data is None:
            self._complain(path, "is missing from this clone: git fetch would bring it")
            return b""
        if size > LARGEST:
            self._complain(path, f"is larger than {LARGEST >> 20} MB: searched, but not read")
            return b""
        return data

    def _object(self, key: bytes) -> tuple[bytes | None, int]:
        from subprocess import DEVNULL, PIPE, Popen

        if self._reader is None:
            line = command_line(self.root, ["cat-file", "--batch"])
            self._reader = Popen(line, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment())
        asked, answer = self._reader.stdin, self._reader.stdout
        assert asked is not None and answer is not None
        asked.write(key + b"\n")
        asked.flush()
        head = answer.readline().split()
        if len(head) != 3:
            return None, 0
        size = int(head[2])
        return answer.read(size + 1)[:-1], size

    def close(self) -> None:
        """End the process that reads objects; reading again starts a new one."""
        if self._reader is not None:
            self._reader.communicate()
            self._reader = None

    def __del__(self) -> None:
        reader = getattr(self, "_reader", None)
        if reader is not None:
            self.close()

    def note_links(self, folder: str) -> None:
        """Nothing: what a link led to in the past cannot be known."""

    def begin_search(
        self,
        needles: Sequence[str],
        under: Sequence[str] = (),
        suffix: str = "",
        without: Sequence[str] = (),
    ) -> None:
        """Nothing: nobody is in a hurry about the past."""

    def search(
        self,
        needles: Sequence[str],
        under: Sequence[str] = (),
        suffix: str = "",
        without: Sequence[str] = (),
    ) -> list[str]:
        """The paths, sorted, of the files whose bytes contain any of ``needles``.

        ``under`` limits the search to these folders or files, ``suffix`` to names that end
        so.  Files in a folder with one of the names ``without`` may be left out.
        """
        if not needles or "" in needles:
            raise ValueError("a search needs needles, and none of them empty")
        if any("\n" in needle or "\0" in needle for needle in needles):
            wanted = [encode(needle) for needle in needles]
            paths = [p for p in within(self.paths(), under) if p.endswith(suffix)]
            return [p for p in paths if any(needle in self.read(p) for needle in wanted)]
        what = [part for needle in needles for part in ("-e", needle)]
        code, out, complaints = start(self.root, *GREP, *what, self.commit).finish()
        if code > 1:
            raise GitError(code, reason(complaints))
        skip = len(self.commit) + 1  # "commit:path"
        names = sorted(record[skip:] for record in out.split(b"\0")[:-1])
        found = [decode(name) for name in names if name in self._objects]
        return [path for path in within(found, under) if path.endswith(suffix)]


def _commit(root: str, revision: str) -> str:
    """The commit that ``revision`` names."""
    try:
        return decode(
            git(
                root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"
            )
        ).strip()
    except GitError as error:
        if error.code == 127 or error.why.startswith(("not a git", "detected dubious")):
            raise
    from difflib import get_close_matches

    tags = decode(git(root, "tag", "--list")).splitlines()
    close = get_close_matches(revision, tags, 3, 0.5) or tags[-3:]
    remedy = f"Did you mean {' or '.join(close)}?" if close else "The repository has no tags."
    raise GitError(128, f"git knows no revision {revision!r}", remedy)
