"""Makes the commits of a plan, before a file of the host is touched.

They are made from objects, with an index of their own: nobody's index, branch or files know of
them until they are put in place.  So whatever can go wrong with them goes wrong while there is
nothing to take back.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.mistake import Mistake
from coldframe.resolve.writing.commit_message import EDITS, JOINED, MOVES, SOURCE, message
from coldframe.resolve.writing.places import in_another_repository
from coldframe.resolve.writing.staged import index_info, listed
from coldframe.source.git import GitError, git

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coldframe.resolve.plan import Plan
    from coldframe.resolve.writing.repository import Repository
    from coldframe.resolve.writing.written_files import WrittenFile


class Made(NamedTuple):
    """The commits that were made, oldest first, and what the index is to hold.

    ``staged`` has the entry of each committed file before and after (``""``: none).
    """

    commits: tuple[str, ...] = ()
    staged: Mapping[str, tuple[str, str]] = {}


def make_commits(
    plan: Plan, files: list[WrittenFile], repository: Repository, scratch: str
) -> Made:
    """Make the commits of ``plan``: what moves and arrives first, then what is edited.

    ``scratch`` is a folder that does not exist yet, nor afterwards.  Raises Mistake if git
    cannot make them.
    """
    if plan.history is not None:
        from coldframe.resolve.writing.joined_history import fetch

        fetch(plan.root, plan.history)
    try:
        return _Making(plan, files, repository, scratch).make()
    except GitError as error:
        raise Mistake(
            f"git cannot commit this: {error.why}",
            "Nothing has been changed. Repair that, or write files only: --no-commit",
        ) from None
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


class _Making:
    def __init__(
        self, plan: Plan, files: list[WrittenFile], repository: Repository, scratch: str
    ) -> None:
        self._plan = plan
        self._repository = repository
        self._scratch = scratch
        self._tracked = _tracked(plan.root, files, repository.prefix)
        self._files = self._committed(files)
        self._variables = {
            "GIT_DIR": repository.folder,
            "GIT_INDEX_FILE": os.path.join(scratch, "index"),
            "GIT_WORK_TREE": scratch,
        }

    def make(self) -> Made:
        """The commits, and the index's entries."""
        os.mkdir(self._scratch)
        old = self._git("rev-parse", f"{self._repository.head}^{{tree}}")
        self._git("read-tree", self._repository.head)
        moved = self._moved()
        self._put(moved)
        first = self._git("write-tree", "--missing-ok")
        final = self._final()
        self._put(final)
        last = self._git("write-tree", "--missing-ok")
        parts = []
        if self._plan.history is not None:
            parts = [SOURCE, JOINED]
        elif first != old:
            parts = [MOVES]
        if last != first:
            parts.append(EDITS)
        commits, parents = [], [self._repository.head]
        for part in parts:
            if part == SOURCE:
                parents.append(self._on_top_of_source(moved, parts))
                continue
            parents = [self._commit(last if part == EDITS else first, parents, part, parts)]
            commits += parents
        if not commits:
            return Made()
        staged = {path: (self._tracked.get(path, ""), entry) for path, entry in final.items()}
        return Made(tuple(commits), staged)

    def _committed(self, files: list[WrittenFile]) -> list[WrittenFile]:
        """The files that git shall know: not those that it did not know before."""
        sources = {move.path: move.source for move in self._plan.moves}
        new = {arrival.path for arrival in self._plan.arrivals}
        new |= {edit.path for edit in self._plan.edits if edit.before is None}
        return [
            file
            for file in files
            if file.path in new
            or sources.get(file.path, file.path) in self._tracked
            or file.path in self._tracked
        ]

    def _moved(self) -> dict[str, str]:
        """The entries once all has moved and arrived, and nothing has been edited."""
        entries = {move.source: "" for move in self._plan.moves if move.source in self._tracked}
        for move in self._plan.moves:
            if move.source in self._tracked:
                entries[move.path] = self._tracked[move.source]
        modes = {
            arrival.path: "100755" if arrival.executable else "100644"
            for arrival in self._plan.arrivals
        }
        arrived = {arrival.path: arrival.data for arrival in self._plan.arrivals}
        names = self._stored("arrived", arrived)
        return {**entries, **{path: f"{modes[path]} {names[path]}" for path in arrived}}

    def _final(self) -> dict[str, str]:
        """The entries of all files as they will be."""
        staying = {file.path: file.after for file in self._files if file.after is not None}
        names = self._stored("final", staying)
        modes = {move.path: self._tracked.get(move.source, "")[:6] for move in self._plan.moves}
        modes |= {arrival.path: "100755" for arrival in self._plan.arrivals if arrival.executable}
        entries = {}
        for file in self._files:
            mode = modes.get(file.path) or self._tracked.get(file.path, "")[:6] or "100644"
            entries[file.path] = f"{mode} {names[file.path]}" if file.after is not None else ""
        return entries

    def _stored(self, name: str, files: Mapping[str, bytes]) -> dict[str, str]:
        """Store ``files`` as git does on `git add`, filters and all; their objects, by path.

        They stand in a working tree of their own; ``.gitattributes`` comes from the index.
        """
        tree = os.path.join(self._scratch, name)
        os.mkdir(tree)
        paths = {f"{self._repository.prefix}{path}": data for path, data in files.items()}
        for path, data in paths.items():
            place = os.path.join(tree, path)
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "wb") as file:
                file.write(data)
        given = b"".join(os.fsencode(path) + b"\0" for path in paths)
        more = {"GIT_WORK_TREE": tree}
        self._git(
            "update-index", "--add", "--replace", "-z", "--stdin", given=given, more=more, at=tree
        )
        known = listed(tree, {**self._variables, **more})
        names = {path: entry.rpartition(" ")[2] for path, entry, _ in known if path in paths}
        return {path: names[f"{self._repository.prefix}{path}"] for path in files}

    def _put(self, entries: Mapping[str, str]) -> None:
        given = index_info(entries, len(self._repository.head), self._repository.prefix)
        self._git("update-index", "-z", "--index-info", given=given)

    def _on_top_of_source(self, moved: Mapping[str, str], parts: list[str]) -> str:
        history = self._plan.history
        assert history is not None
        arrived = {arrival.path: moved[arrival.path] for arrival in self._plan.arrivals}
        self._git("read-tree", "--empty")
        self._put(arrived)
        tree = self._git("write-tree", "--missing-ok")
        return self._commit(tree, [history.commit], SOURCE, parts)

    def _commit(self, tree: str, parents: list[str], part: str, parts: list[str]) -> str:
        words = [word for parent in parents for word in ("-p", parent)]
        words += ["-S"] if self._repository.signed else []
        text = message(self._plan, part, parts).encode("utf-8", "surrogateescape")
        return self._git(
            "commit-tree", tree, *words, "-F", "-", given=text, more=self._repository.persons
        )

    def _git(
        self,
        *words: str,
        given: bytes = b"",
        more: Mapping[str, str] | None = None,
        at: str = "",
    ) -> str:
        settings = ("core.safecrlf=false", "core.sparseCheckout=false", "core.splitIndex=false")
        told = git(
            at or self._scratch,
            *(word for setting in settings for word in ("-c", setting)),
            *("-c", "i18n.commitEncoding=utf-8"),
            *words,
            given=given,
            more={**self._variables, **(more or {})},
        )
        return os.fsdecode(told).strip()


def _tracked(root: str, files: list[WrittenFile], prefix: str) -> dict[str, str]:
    """The entries of those of ``files`` that git knows.

    Raises Mistake for a file of a submodule, or one at which git was told not to look.
    """
    paths = {file.path for file in files}
    found = {}
    for path, entry, mark in listed(root):
        if entry.startswith("160000 "):
            inside = next((one for one in sorted(paths) if one.startswith(f"{path}/")), "")
            if inside:
                raise in_another_repository(inside, path)
        elif path in paths:
            if mark.islower() or mark == "S":
                raise Mistake(
                    f"{path} cannot be committed: git has been told not to look at it",
                    f"Run `git update-index --no-assume-unchanged --no-skip-worktree {path}`.",
                )
            found[path] = entry
    return found
