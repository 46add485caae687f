"""Writes the first revision of a list of a project's own, and proves it on databases.

This runs code: the revisions of the host and that one, on scratch databases, and the models.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from coldframe.check.database.environment import Environment
    from coldframe.check.database.models import Models
    from coldframe.check.host import Host
    from coldframe.resolve.migrating.first_revision import Beginning
    from coldframe.resolve.migrating.operations import Performed
    from coldframe.source.tree import Tree


class Task(NamedTuple):
    """Whose tables are to be given to whom.

    ``host`` with its list ``listed`` made those that match ``claims``.  ``project`` is on the
    disk with the environment ``own``, whose first revision goes to ``path``.  ``beside`` is the
    root of the host as the project will find it.
    """

    host: Host
    listed: Environment
    claims: tuple[str, ...]
    beside: str
    project: Tree
    own: Environment
    path: str
    beginning: Beginning


class Given(NamedTuple):
    """The revision, the tables that it makes, those of the host they need, and what to know."""

    text: str
    tables: tuple[str, ...]
    needed: tuple[str, ...]
    notes: tuple[str, ...]


def give(
    task: Task,
    servers: Sequence[str] = (),
    progress: Callable[[str], None] = lambda doing: None,
) -> Given:
    """The revision, proved on each of ``servers`` (``sqlite``, or the URL of a server).

    Proved is that it changes nothing in a database in which the host's list has made the tables,
    that without them it makes the same, to the names of constraints, and what autogenerate
    would write on both.

    Raises Mistake: a revision fails; no table is claimed; no revision can be found that makes
    the same.
    """
    from coldframe.check.database.scratch import EMBEDDED, scratch, title

    draft: _Draft | None = None
    shown: list[str] = []
    told: dict[str, None] = {}
    known: list[Models] = []
    compared = True
    for number, server in enumerate(dict.fromkeys(servers or (EMBEDDED,))):
        for attempt in (0, 1):
            with scratch(server) as engine:
                run = _Run(task, engine, known, lambda d, e=engine: progress(f"{title(e)}: {d}"))  # type: ignore[misc]
                run.through_hosts_list()
                draft = draft or run.draft()
                wrong = run.prove(draft)
                engine_title = title(engine)
            again = number == attempt == 0 and bool(wrong) and not wrong.keys() <= draft.reflected
            if not again:
                break
            draft = draft.reflecting(frozenset(wrong))
        if wrong:
            named = "; ".join(f"{name} {what}" for name, what in wrong.items())
            raise Mistake(
                f"no revision was found that makes the same tables on {engine_title}: {named}",
                "Leave the list to a person: --migrations leave",
                task.listed.path,
            )
        shown.append(engine_title)
        told |= dict.fromkeys(run.notes)
        compared = compared and run.compared
    assert draft is not None
    return Given(
        draft.text,
        tuple(sorted(draft.own)),
        draft.needed,
        (_proved(draft, shown, compared), *_reflected(draft, shown), *told),
    )


def _proved(draft: _Draft, shown: list[str], compared: bool) -> str:
    also = ", and autogenerate would write nothing on either" if compared else ""
    return (
        f"Proved on {', '.join(shown)}: in a database in which the host's list has made"
        f" {', '.join(sorted(draft.own))}, the new list changes nothing; without them, it makes"
        f" the same{also}."
    )


def _reflected(draft: _Draft, shown: list[str]) -> Iterator[str]:
    if draft.reflected:
        yield (
            f"{', '.join(sorted(draft.reflected))}: written as {shown[0]} describes them, because"
            " the host's revisions made them by SQL texts. Look at the types."
        )


class _Draft(NamedTuple):
    text: str
    own: frozenset[str]
    needed: tuple[str, ...]
    reflected: frozenset[str]
    write: Callable[[frozenset[str]], str]

    def reflecting(self, tables: frozenset[str]) -> _Draft:
        """The same with these tables as the database describes them."""
        reflected = self.reflected | tables & self.own
        return self._replace(reflected=reflected, text=self.write(reflected))


class _Run:
    """One database on its way."""

    def __init__(
        self, task: Task, engine: Engine, models: list[Models], progress: Callable[[str], None]
    ) -> None:
        self.task, self.engine, self.models, self.progress = task, engine, models, progress
        self.performed: tuple[Performed, ...] = ()
        self.own: frozenset[str] = frozenset()
        self.wanted: dict[str, tuple[str, ...]] = {}
        self.notes: list[str] = []
        self.compared = True

    def through_hosts_list(self) -> None:
        """Run the host's list; remember what it made of the feature's."""
        from coldframe.check.database.walk import Walk, forgetting
        from coldframe.resolve.migrating.operations import perform
        from coldframe.resolve.migrating.reflected import described, table_names

        root = self.task.host.tree.root
        with forgetting(root):
            walk = Walk(root, [self.task.listed], self.engine)
            self.performed = perform(walk, self.progress)
        self.own = frozenset(
            name
            for name in table_names(self.engine) - {self.task.listed.version_table}
            if any(fnmatchcase(name, glob) for glob in self.task.claims)
        )
        if not self.own:
            raise Mistake(
                f"this list makes no table that the feature claims ({', '.join(self.task.claims)})",
                "Leave its tables as they are: --migrations leave",
                self.task.listed.path,
            )
        self.wanted = described(self.engine, self.own)

    def draft(self) -> _Draft:
        """The text, by what the operations of the host's list say."""
        from coldframe.resolve.migrating.drafted import drafted_tables, present_rows
        from coldframe.resolve.migrating.first_revision import first_revision_text
        from coldframe.resolve.migrating.folding import fold
        from coldframe.resolve.migrating.reflected import read_back

        folded = fold(self.performed)
        as_it_is = read_back(self.engine, self.own)
        rows = present_rows(self.engine, as_it_is, folded)
        needed = tuple(sorted(self._referred(as_it_is)))
        beginning = self.task.beginning._replace(needed=needed, earlier=self._earlier())

        def write(reflected: frozenset[str]) -> str:
            tables = drafted_tables(folded, as_it_is, reflected)
            return first_revision_text(beginning, tables, rows)

        unknown = self.own - folded.keys()
        return _Draft(write(unknown), self.own, needed, unknown, write)

    def _referred(self, as_it_is: Any) -> set[str]:
        found = {
            key.target_fullname.rpartition(".")[0]
            for table in as_it_is.tables.values()
            for key in table.foreign_keys
        }
        return found - self.own

    def _earlier(self) -> tuple[str, ...]:
        """The host's revisions that a database leaves behind before these tables are complete."""
        from coldframe.check.database.revisions import revisions
        from coldframe.check.database.statement import RENAME, SCHEMA

        names, last = set(self.own), set()
        for each in reversed(self.performed):
            for touch in (t for s in reversed(each.statements) for t in s.touches):
                if touch.act == RENAME and touch.by in names:
                    names.add(touch.table)
                if touch.act in SCHEMA and touch.table in names:
                    last.add(each.step.id)
        known = {each.id: each for each in revisions(self.task.host.tree, self.task.listed)}
        found: set[str] = set()
        waiting = [down for one in last if one in known for down in known[one].down]
        while waiting:
            current = waiting.pop()
            if current in known and current not in found:
                found.add(current)
                waiting += known[current].down
        return tuple(each.step.id for each in self.performed if each.step.id in found)

    def prove(self, draft: _Draft) -> dict[str, str]:
        """What differs, by table, where the new list makes the tables itself.

        Raises Mistake: it changes a database that has them.
        """
        from coldframe.check.database.statement import DATA, SCHEMA
        from coldframe.resolve.migrating.reflected import described, differences, drop_tables

        place = os.path.join(self.task.project.root, self.task.path)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "w", encoding="utf-8") as file:
            file.write(draft.text)
        with self._project():
            for each in self._perform():
                for statement in each.statements:
                    if any(touch.act in (*SCHEMA, *DATA) for touch in statement.touches):
                        raise Mistake(
                            "the new list would change a database that has its tables already:"
                            f" {' '.join(statement.sql.split())[:200]}",
                            "Leave the list to a person: --migrations leave",
                            self.task.listed.path,
                        )
            self._compare("that has the tables")
        enums = self._enums()
        drop_tables(self.engine, {*self.own, self.task.own.version_table}, enums)
        with self._project():
            self._perform()
            found = differences(self.wanted, described(self.engine, self.own))
            if not found:
                self._compare("without them")
        return found

    def _perform(self) -> tuple[Performed, ...]:
        from coldframe.check.database.walk import Walk
        from coldframe.resolve.migrating.operations import perform

        walk = Walk(self.task.project.root, [self.task.own], self.engine)
        return perform(walk, self.progress)

    def _compare(self, where: str) -> None:
        """Note what autogenerate would write, or why that is not known."""
        from coldframe.check.database.differences import CannotCompare, compared
        from coldframe.check.database.models import models
        from coldframe.check.database.scratch import title
        from coldframe.check.host import Host
        from coldframe.declare.settings import Settings

        self.progress(f"comparing a database {where} with the models")
        if not self.models:  # which must not be imported twice
            host = Host(self.task.project, Settings(preview_trees=()))
            self.models.append(models(host, self.task.own))
        (told,) = self.models
        if told.faults:
            self.compared = False
            self.notes.append(
                f"{told.path} cannot be run as long as this import fails: {told.faults[0]}."
            )
            return
        if told.metadata is None:
            why = told.why or "it speaks of no target_metadata"
            self.compared = False
            self.notes.append(f"{told.path} was not compared with its models: {why}.")
            return
        try:
            with self.engine.connect() as connection:
                found = list(compared(connection, told, self.task.own.version_table))
        except CannotCompare as fault:
            self.compared = False
            self.notes.append(str(fault))
            return
        self.compared = self.compared and not found
        for _, what, _ in found:
            self.notes.append(f"On {title(self.engine)} autogenerate would write: {what}.")

    @contextmanager
    def _project(self) -> Iterator[None]:
        """The project's modules can be imported, and the host's as the project will find them."""
        from coldframe.check.database.walk import forgetting, importable

        beside = self.task.beside
        with (
            importable(beside),
            importable(self.task.project.root),
            forgetting(beside),
            forgetting(self.task.project.root),
        ):
            yield

    def _enums(self) -> frozenset[str]:
        """The enumerations of PostgreSQL that only the feature's tables use."""
        from coldframe.resolve.migrating.reflected import enum_names, enums_of, table_names

        others = table_names(self.engine) - self.own
        return (enum_names(self.engine) & enums_of(self.engine, self.own)) - enums_of(
            self.engine, others
        )
