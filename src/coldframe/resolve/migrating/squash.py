"""Makes one revision of the host's list out of a list of its own, and proves it on databases.

This runs code: the revisions of the host and those of the old list, on scratch databases.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from coldframe.check.database.environment import Environment
    from coldframe.check.database.revisions import Revision
    from coldframe.resolve.migrating.operations import Performed
    from coldframe.resolve.migrating.taking_in import Story
    from coldframe.source.tree import Tree

_OWN_VERSIONS = "coldframe_old_list"  # where the old list's own table would be the host's


class Task(NamedTuple):
    """What is to be squashed, in a tree that was written for it and may be run.

    ``path`` is where the new revision goes, ``old`` the environment of the list that ends.
    """

    tree: Tree
    host: Environment
    old: Environment
    path: str
    story: Story


class Squashed(NamedTuple):
    """The new revision, the tables that it makes, and what is to be said about it."""

    text: str
    tables: tuple[str, ...]
    notes: tuple[str, ...]


def squash(
    task: Task,
    servers: Sequence[str] = (),
    progress: Callable[[str], None] = lambda doing: None,
) -> Squashed:
    """The revision, proved on each of ``servers`` (``sqlite``, or the URL of a server).

    Proved is that an empty database, one that the old list has made, and one that stands as far
    back as the revision allows look the same afterwards, to the names of constraints.

    Raises Mistake: a revision fails; the old list changes tables or rows of the host; no
    revision can be found with which the three look the same.
    """
    from coldframe.check.database.scratch import EMBEDDED, scratch, title
    from coldframe.check.database.walk import forgetting

    draft: _Draft | None = None
    shown: list[str] = []
    with forgetting(task.tree.root):
        for server in dict.fromkeys(servers or (EMBEDDED,)):
            with scratch(server) as engine:
                run = _Run(task, engine, lambda d, e=engine: progress(f"{title(e)}: {d}"))  # type: ignore[misc]
                run.through_old_list()
                if draft is None:
                    draft = run.prove(run.draft(), redo=True)
                else:
                    draft = run.prove(draft)
                shown.append(title(engine))
            if draft.allows_earlier:
                with scratch(server) as engine:
                    run = _Run(task, engine, lambda d, e=engine: progress(f"{title(e)}: {d}"))  # type: ignore[misc]
                    run.from_earlier(draft)
    assert draft is not None
    notes = [
        f"{task.story.place} was {draft.revisions} revisions: run on {' and '.join(shown)}, they"
        " and the one that takes their place gave the same tables:"
        f" {', '.join(sorted(draft.own))}."
    ]
    if draft.reflected:
        notes.append(
            f"{', '.join(sorted(draft.reflected))}: written as {shown[0]} describes them, because"
            " the old revisions made them by SQL texts. Look at the types."
        )
    return Squashed(draft.text, tuple(sorted(draft.own)), tuple(notes))


class _Draft(NamedTuple):
    text: str
    own: frozenset[str]
    wanted_by: tuple[str, ...]  # the revisions that must have run
    allows_earlier: bool
    revisions: int
    reflected: frozenset[str]
    write: Callable[[frozenset[str]], str]


class _Run:
    """One database on its way."""

    def __init__(self, task: Task, engine: Engine, progress: Callable[[str], None]) -> None:
        self.task, self.engine, self.progress = task, engine, progress
        same = task.old.version_table == task.host.version_table
        self.old = task.old._replace(version_table=_OWN_VERSIONS) if same else task.old
        self.performed: tuple[Performed, ...] = ()
        self.own: frozenset[str] = frozenset()
        self.wanted: dict[str, tuple[str, ...]] = {}
        self.enums: frozenset[str] = frozenset()

    def through_old_list(self) -> None:
        """The host's list, then the old one; remember what the old one made."""
        from coldframe.resolve.migrating.operations import perform
        from coldframe.resolve.migrating.reflected import (
            counted,
            described,
            differences,
            enum_names,
            table_names,
        )

        perform(self._walk(self.task.host), self.progress)
        hosts = table_names(self.engine)
        before, rows = described(self.engine, hosts), counted(self.engine, hosts)
        enums = enum_names(self.engine)
        self.performed = perform(self._walk(self.old), self.progress)
        self.own = table_names(self.engine) - hosts - {self.old.version_table}
        self.enums = enum_names(self.engine) - enums
        changed = differences(before, described(self.engine, hosts))
        changed |= {
            name: "has other rows"
            for name, number in counted(self.engine, hosts).items()
            if number != rows[name]
        }
        if changed:
            told = "; ".join(f"{name} {what}" for name, what in changed.items())
            raise Mistake(
                f"this list changes tables of the host: {told}",
                "Such steps are no feature's: write them into the host's list by hand first.",
                self.task.story.place,
            )
        if not self.own:
            raise Mistake(
                "this list makes no tables, so there is nothing to take in",
                "Adopt the project with --migrations leave.",
                self.task.story.place,
            )
        self.wanted = described(self.engine, self.own)

    def draft(self) -> _Draft:
        """The text, by what the old list's operations say."""
        from coldframe.check.database.revisions import behind, revisions
        from coldframe.resolve.migrating.drafted import drafted_tables, present_rows
        from coldframe.resolve.migrating.folding import fold
        from coldframe.resolve.migrating.reflected import read_back
        from coldframe.resolve.migrating.standing import late_parts, standing
        from coldframe.resolve.migrating.taking_in import revision_text

        known: dict[str, Revision] = {
            each.id: each for each in revisions(self.task.tree, self.task.old)
        }
        stands = standing(self.task.tree, known, self.performed)
        must = frozenset().union(*(behind(known, one) for one in stands.needed), ())
        late = late_parts(must, self.performed)
        folded = fold(self.performed)

        as_it_is = read_back(self.engine, self.own)
        rows = present_rows(self.engine, as_it_is, folded)

        def write(reflected: frozenset[str]) -> str:
            tables = drafted_tables(folded, as_it_is, reflected)
            return revision_text(self.task.story, tables, late, stands, rows)

        unknown = self.own - folded.keys()
        allows = bool(set(known) - must)
        return _Draft(
            write(unknown), self.own, stands.needed, allows, len(self.performed), unknown, write
        )

    def prove(self, draft: _Draft, *, redo: bool = False) -> _Draft:
        """The draft, or with ``redo`` a better one, that makes what the old list made.

        Raises Mistake: neither does.
        """
        for _ in range(2 if redo else 1):
            self._write(draft.text)
            found = self._fresh()
            wrong = frozenset(found) & self.own - draft.reflected
            if not wrong or not redo:
                break
            reflected = draft.reflected | wrong
            draft = draft._replace(reflected=reflected, text=draft.write(reflected))
        self._refuse(found, "an empty database")
        return draft

    def from_earlier(self, draft: _Draft) -> None:
        """Prove that a database which stands as far back as is allowed is brought up, too."""
        from coldframe.check.database.revisions import behind, revisions
        from coldframe.resolve.migrating.operations import perform
        from coldframe.resolve.migrating.reflected import described, differences

        known = {each.id: each for each in revisions(self.task.tree, self.task.old)}
        must = frozenset().union(*(behind(known, one) for one in draft.wanted_by), ())
        new = self.task.story.identity
        perform(self._walk(self.task.host), self.progress, lambda step: step.id != new)
        perform(self._walk(self.old), self.progress, lambda step: step.id in must)
        perform(self._walk(self.task.host), self.progress)
        earlier = described(self.engine, draft.own)
        perform_fresh = _Run(self.task, self.engine, self.progress)
        perform_fresh.own = draft.own
        perform_fresh.wanted = earlier
        self._refuse(
            differences(earlier, perform_fresh._again()), "a database that stands further back"
        )

    def _fresh(self) -> dict[str, str]:
        """What differs when the new revision runs on a deployment, and on an empty database."""
        from coldframe.resolve.migrating.operations import perform
        from coldframe.resolve.migrating.reflected import described, differences, table_names

        if self.old.version_table in table_names(self.engine):
            perform(self._walk(self.task.host), self.progress)
            left = table_names(self.engine) & {self.task.old.version_table} - {
                self.task.host.version_table
            }
            found = differences(self.wanted, described(self.engine, self.own))
            found |= dict.fromkeys(left, "should be gone")
            if found:
                self._refuse(found, "a database that the old list has made")
        return differences(self.wanted, self._again())

    def _again(self) -> dict[str, tuple[str, ...]]:
        """The feature's tables, dropped and made once more by the new revision."""
        from sqlalchemy import text

        from coldframe.resolve.migrating.operations import perform
        from coldframe.resolve.migrating.reflected import described, drop_tables

        drop_tables(self.engine, {*self.own, self.old.version_table}, self.enums)
        with self.engine.begin() as connection:
            connection.execute(
                text(
                    f"UPDATE {self.task.host.version_table} SET version_num = :down"
                    " WHERE version_num = :identity"
                ),
                {"down": self.task.story.down, "identity": self.task.story.identity},
            )
        perform(self._walk(self.task.host), self.progress)
        return described(self.engine, self.own)

    def _refuse(self, found: dict[str, str], where: str) -> None:
        if not found:
            return
        told = "; ".join(f"{name} {what}" for name, what in found.items())
        raise Mistake(
            f"no revision was found that makes the same of {where}: {told}",
            "Adopt the project with --migrations leave, and write this revision by hand.",
            self.task.story.place,
        )

    def _walk(self, environment: Environment) -> Any:
        from coldframe.check.database.walk import Walk

        return Walk(self.task.tree.root, [environment], self.engine)

    def _write(self, text: str) -> None:
        place = os.path.join(self.task.tree.root, self.task.path)
        with open(place, "w", encoding="utf-8") as file:
            file.write(text)
