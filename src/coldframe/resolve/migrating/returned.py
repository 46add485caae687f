"""The revision with which a list that an extracted project had of its own ends in the host's again.

The host's list makes the tables, so what comes back is what the project's list did to them since.
This runs code: the revisions of both, on scratch databases.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from coldframe.check.database.environment import Environment
    from coldframe.resolve.migrating.operations import Performed
    from coldframe.resolve.migrating.taking_in import Story
    from coldframe.source.tree import Tree


class Return(NamedTuple):
    """``host`` on the disk with its ``listed``, which makes the tables that match ``claims``.

    ``project`` has the list ``old``.  The new revision goes to ``path`` of the host.
    """

    host: Tree
    listed: Environment
    project: Tree
    old: Environment
    claims: tuple[str, ...]
    path: str
    story: Story


def returned(
    task: Return,
    servers: Sequence[str] = (),
    progress: Callable[[str], None] = lambda doing: None,
) -> tuple[str, tuple[str, ...]]:
    """The text of the revision, and the notes on it.

    Proved on each of ``servers`` is that a database which never had the project's list, and one
    that has all of it, have the same tables afterwards.

    Raises Mistake: a revision fails; the project's list changes other tables of the host, or
    rows; no revision can be found that only adds.
    """
    from coldframe.check.database.scratch import EMBEDDED, scratch, title
    from coldframe.check.database.walk import forgetting

    text, changed = "", frozenset[str]()
    shown: list[str] = []
    with forgetting(task.host.root), forgetting(task.project.root):
        for server in dict.fromkeys(servers or (EMBEDDED,)):
            with scratch(server) as engine:
                run = _Run(task, engine, lambda d, e=engine: progress(f"{title(e)}: {d}"))  # type: ignore[misc]
                run.through_both_lists()
                changed |= run.changed
                text = text or run.text()
                wanted = run.had_both(text)
                shown.append(title(engine))
            with scratch(server) as engine:
                run = _Run(task, engine, lambda d, e=engine: progress(f"{title(e)}: {d}"))  # type: ignore[misc]
                run.had_none(text, wanted)
    what = "has nothing else to do"
    if changed:
        what = f"takes in what that did to {', '.join(sorted(changed))}"
    return text, (
        f"{task.story.identity} is where the list of {task.story.project} ends: it drops"
        f" {task.story.version_table}, and {what}. Proved on {', '.join(shown)}: a database with"
        " that list and one without have the same tables afterwards.",
    )


class _Run:
    """One database on its way."""

    def __init__(self, task: Return, engine: Engine, progress: Callable[[str], None]) -> None:
        self.task, self.engine, self.progress = task, engine, progress
        self.hosts: tuple[Performed, ...] = ()
        self.theirs: tuple[Performed, ...] = ()
        self.changed: frozenset[str] = frozenset()
        self.own: frozenset[str] = frozenset()

    def through_both_lists(self) -> None:
        """The host's list, then the project's; remember what that changed."""
        from coldframe.resolve.migrating.reflected import (
            counted,
            described,
            differences,
            table_names,
        )

        self.hosts = self._perform(self.task.host, self.task.listed)
        there = table_names(self.engine)
        before, rows = described(self.engine, there), counted(self.engine, there)
        self.theirs = self._perform(self.task.project, self.task.old)
        now = table_names(self.engine) - {self.task.old.version_table}
        self.own = frozenset(
            n for n in now if n not in there or any(fnmatchcase(n, g) for g in self.task.claims)
        )
        found = differences(before, described(self.engine, there | self.own))
        others = {name: what for name, what in found.items() if name not in self.own}
        others |= {
            name: "has other rows"
            for name, number in counted(self.engine, there & now).items()
            if number != rows[name]
        }
        self._refuse(others, "this list does what only a person can take back")
        self.changed = frozenset(found)

    def text(self) -> str:
        """The revision, by what the operations of both lists say."""
        from coldframe.check.database.revisions import revisions
        from coldframe.resolve.migrating.drafted import drafted_tables, present_rows
        from coldframe.resolve.migrating.folding import fold
        from coldframe.resolve.migrating.reflected import read_back
        from coldframe.resolve.migrating.standing import late_parts, standing
        from coldframe.resolve.migrating.taking_in import revision_text

        known = {each.id: each for each in revisions(self.task.project, self.task.old)}
        stands = standing(self.task.project, known, self.theirs)
        late = late_parts(frozenset(), self.theirs)
        folded = fold((*self.hosts, *self.theirs))
        as_it_is = read_back(self.engine, self.changed)
        tables = drafted_tables(folded, as_it_is, self.changed - folded.keys())
        made = {name for name in self.changed if name not in fold(self.hosts)}
        rows = present_rows(self.engine, as_it_is, folded)
        rows = {name: found for name, found in rows.items() if name in made}
        return revision_text(self.task.story, tables, late, stands, rows)

    def had_both(self, text: str) -> dict[str, tuple[str, ...]]:
        """Run the new revision here; the feature's tables as they must be everywhere then."""
        from coldframe.resolve.migrating.reflected import described, differences, table_names

        wanted = described(self.engine, self.own)
        with self._written(text):
            self._perform(self.task.host, self.task.listed)
        found = differences(wanted, described(self.engine, self.own))
        if self.task.old.version_table in table_names(self.engine):
            found[self.task.old.version_table] = "should be gone"
        self._refuse(found, "no revision was found that changes nothing where it has all run")
        return wanted

    def had_none(self, text: str, wanted: dict[str, tuple[str, ...]]) -> None:
        """Run the host's list, with the new revision, in a database that had no other list."""
        from coldframe.resolve.migrating.reflected import described, differences

        with self._written(text):
            self._perform(self.task.host, self.task.listed)
        found = differences(wanted, described(self.engine, wanted))
        self._refuse(found, "no revision was found that does the same by only adding")

    @contextmanager
    def _written(self, text: str) -> Iterator[None]:
        place = os.path.join(self.task.host.root, self.task.path)
        with open(place, "w", encoding="utf-8") as file:
            file.write(text)
        try:
            yield
        finally:
            os.unlink(place)

    def _perform(self, tree: Tree, environment: Environment) -> tuple[Performed, ...]:
        from coldframe.check.database.walk import Walk
        from coldframe.resolve.migrating.operations import perform

        return perform(Walk(tree.root, [environment], self.engine), self.progress)

    def _refuse(self, found: dict[str, str], what: str) -> None:
        if found:
            told = "; ".join(f"{name} {why}" for name, why in found.items())
            raise Mistake(
                f"{what}: {told}",
                "Adopt the project with --migrations leave, and write this revision by hand.",
                self.task.old.path,
            )
