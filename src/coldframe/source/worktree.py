"""The files of the working tree as they are now: tracked, and untracked but not ignored."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from coldframe.source.files import Files
from coldframe.source.git import GitError, Running, git, reason, start
from coldframe.source.git_search import GitSearch, Question
from coldframe.source.listing import Listing, decode, encode, within
from coldframe.source.tree import Unread

if TYPE_CHECKING:
    import re

_MANY = 400  # untracked files; from here on git searches them faster than Python does


class WorkTree:
    """A ``Tree`` of the folder ``root``, listed and searched by git where git works.

    Elsewhere (no repository, no git, git refuses) the folder is walked, without what is
    usually ignored; ``unread`` says so.  ``root`` may lie within a repository.  Files that
    were deleted and are still in git's index are no part of it.
    Raises GitError, when it is first asked, in a repository without a working tree.
    """

    def __init__(self, root: str) -> None:
        self.root = os.path.abspath(root)
        self.unread: list[Unread] = []
        self._files = Files(self.root, self._complain)
        self._complained: set[str] = set()
        self._searches: dict[Question, GitSearch] = {}
        self._tracked: Running | None = None
        self._changes: Running | None = None
        self._can_start = False  # whether there is a git
        self._left_out: re.Pattern[bytes] | None = None
        try:  # both run while Python is busy with settings and imports
            self._changes = start(self.root, "ls-files", "-ztod", "--exclude-standard")
            self._tracked = start(self.root, "ls-files", "-z", "-s")
            self._can_start = True
        except GitError:
            pass

    def _complain(self, path: str, why: str) -> None:
        about = why if path == "." else path  # once per file, whatever asks for it
        if about not in self._complained:
            self._complained.add(about)
            self.unread.append(Unread(path, why))

    def leave_out(self, pattern: re.Pattern[bytes]) -> None:
        """Take no file whose whole name matches ``pattern``; to be said before the first use."""
        self._left_out = pattern

    @cached_property
    def by_git(self) -> bool:
        """Whether git lists this tree."""
        return self._names[1] is not None

    @cached_property
    def _names(self) -> tuple[Listing, list[bytes] | None]:
        """Everything, and the untracked part of it (None where git does not list)."""
        if self._changes is None or self._tracked is None:
            return self._walked("git is not installed")
        code, out, complaints = self._changes.finish()
        tracked_code, tracked, more = self._tracked.finish()
        self._changes = self._tracked = None  # they keep what was written
        if code or tracked_code:
            why = reason(complaints or more)
            if "must be run in a work tree" in why:
                raise GitError(
                    code,
                    f"{self.root} is a bare git repository: it has no files",
                    "Run in a clone of it, or in a working tree made with: git worktree add FOLDER",
                )
            return self._walked(why)
        records = out.split(b"\0")[:-1]  # "? untracked", "R deleted and still in the index"
        others = self._regular([record[2:] for record in records if record[:1] == b"?"])
        names = self._regular_tracked(tracked)
        if not names and not others and git(self.root, "rev-parse", "--show-prefix").strip():
            return self._walked("the git repository around this folder ignores it")
        if deleted := {record[2:] for record in records if record[:1] == b"R"}:
            names = [name for name in names if name not in deleted]
        if others:
            names += others
            names.sort()
        return self._listing(names), others

    def _listing(self, names: list[bytes]) -> Listing:
        if self._left_out is not None:
            names = [name for name in names if not self._left_out.fullmatch(name)]
        return Listing(names)

    def _walked(self, why: str) -> tuple[Listing, None]:
        from coldframe.source.walk import walk

        self._complain(
            ".", f"not listed by git ({why.rstrip('.')}): files that git would ignore are included"
        )
        return self._listing(walk(self.root, self._complain)), None

    def _regular(self, untracked: list[bytes]) -> list[bytes]:
        """The regular files among untracked names."""
        from stat import S_ISREG

        top = encode(self.root) + b"/"
        names = []
        for name in untracked:
            if name.endswith(b"/"):
                from coldframe.source.walk import NESTED

                self._complain(decode(name), NESTED)
                continue
            try:
                if S_ISREG(os.lstat(top + name).st_mode):
                    names.append(name)
            except OSError:
                continue  # gone since git saw it
        return names

    def _regular_tracked(self, out: bytes) -> list[bytes]:
        """The regular files of the index: ``mode object stage TAB name NUL``."""
        if not out:
            return []
        width = out.index(b"\t") + 1
        if b"\x00120000 " in out or b"\x00160000 " in out or out[:2] != b"10":
            records = out.split(b"\0")[:-1]
            for record in records:
                if record.startswith(b"160000"):
                    self._complain(decode(record[width:]), "is a git submodule: not looked at")
            names = [record[width:] for record in records if record.startswith(b"100")]
        else:
            names = []
            at = width
            find, take = out.find, names.append
            while (end := find(b"\0", at)) >= 0:  # no list of records beside that of names
                take(out[at:end])
                at = end + 1 + width
        if out.count(b" 0\t") != out.count(b"\0"):  # a merge in conflict: stages 1–3
            names = list(dict.fromkeys(names))
        return self._on_disk(names)

    def _on_disk(self, names: list[bytes]) -> list[bytes]:
        """``names`` without what a sparse checkout keeps off the disk."""
        folder = self.root
        while not os.path.lexists(marker := os.path.join(folder, ".git")):
            parent = os.path.dirname(folder)
            if parent == folder:
                return names
            folder = parent
        if os.path.isdir(marker) and not os.path.exists(f"{marker}/info/sparse-checkout"):
            return names
        if not os.path.isdir(marker):  # a linked working tree, a submodule
            place = git(self.root, "rev-parse", "--git-path", "info/sparse-checkout")
            if not os.path.exists(os.path.join(self.root, decode(place.rstrip(b"\n")))):
                return names
        flagged = git(self.root, "ls-files", "-z", "-t").split(b"\0")
        absent = {entry[2:] for entry in flagged if entry.startswith(b"S ")}
        if absent:
            self._complain(
                ".", f"is a sparse checkout: {len(absent)} files are not on disk, not looked at"
            )
        return [name for name in names if name not in absent] if absent else names

    def listing(self) -> bytes:
        """All paths, sorted, as bytes, each followed by a NUL."""
        return self._names[0].joined

    def paths(self) -> Sequence[str]:
        """All paths, sorted as their bytes are."""
        return self._all

    @cached_property
    def _all(self) -> Sequence[str]:
        return self._names[0].all()

    def under(self, directory: str) -> Sequence[str]:
        """The paths below ``directory``, sorted; ``""`` is the root."""
        return self._names[0].below(directory) if directory else self._all

    def exists(self, path: str) -> bool:
        """Whether ``path`` is a file of the tree, on disk."""
        return self._names[0].has(path) and self._files.is_file(path)

    def read(self, path: str) -> bytes:
        """The bytes of a file; ``b""`` if it cannot be read, which is noted in ``unread``."""
        return self._files.read(path)

    def note_links(self, folder: str) -> None:
        """Note in ``unread`` the symbolic links directly in ``folder``: they are not followed."""
        try:
            with os.scandir(os.path.join(self.root, folder)) as entries:
                links = sorted(entry.name for entry in entries if entry.is_symlink())
        except OSError:
            return
        for name in links:
            self._complain(f"{folder}/{name}", "is a symbolic link: not followed")

    def begin_search(
        self,
        needles: Sequence[str],
        under: Sequence[str] = (),
        suffix: str = "",
        without: Sequence[str] = (),
    ) -> None:
        """Start what ``search`` with the same arguments will need, and do not wait for it."""
        if self._can_start:
            self._started(Question.about(needles, under, suffix, without))

    def _started(self, question: Question) -> GitSearch:
        known = self._searches.get(question)
        if known is None:
            known = self._searches[question] = GitSearch(self.root, question)
        return known

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
        others = self._names[1]
        wanted = [encode(needle) for needle in needles]
        if others is not None and not any(b"\n" in n or b"\0" in n for n in wanted):
            try:
                question = Question.about(needles, under, suffix, without)
                return self._found(question, wanted, others)
            except GitError as error:
                self._complain(".", f"git could not search ({error.why}): searched without it")
        paths = [path for path in self.paths() if path.endswith(suffix)]
        return self._files.containing(within(paths, under), wanted)

    def _found(self, question: Question, wanted: list[bytes], others: list[bytes]) -> list[str]:
        """What git finds among tracked files, and git or Python among the others."""
        everything, under, suffix = self._names[0], question.under, question.suffix
        search = self._started(question)
        found = search.tracked(self._complain)
        if len(others) > _MANY:
            found |= search.untracked(self._complain)
        else:
            loose = [p for p in map(decode, others) if p.endswith(suffix) and everything.has(p)]
            found.update(map(encode, self._files.containing(within(loose, under), wanted)))
        hits = [path for path in map(decode, sorted(found)) if path.endswith(suffix)]
        if search.limited:
            hits = within(hits, under)
        return [path for path in hits if everything.has(path) and self._files.is_file(path)]
