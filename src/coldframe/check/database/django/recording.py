"""Keeps what a migration sends through Django, with the line of its operation."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from coldframe.check.database.recording import Recording
from coldframe.check.database.statement import ALTER, DROP, INSERT, READ, REFER, RENAME, Touch

# SQLite cannot change much of a table, so Django makes a new one and renames it.
REMADE = "new__"


class DjangoRecording(Recording):
    """The statements of one migration.

    ``lines`` are those of its operations.  What Django sends at the end (foreign keys, indexes)
    has the line of the operation that asked for it.  A table that is made anew is one ALTER.
    ``referred`` are the foreign keys that were told before.
    """

    referred: set[tuple[str, str]]
    failed = ""  # the statement that the engine refused
    lines: list[tuple[int, list[int]]]

    def begin(self, lines: list[tuple[int, list[int]]], referred: set[tuple[str, str]]) -> None:
        """Say what is known before the first statement."""
        self.lines, self.referred = lines, referred
        self.line = lines[0][0] if lines else 1
        self._detail = ""
        self._later: list[tuple[Any, int]] = []
        self._remaking = ""
        self._running = False

    @contextmanager
    def hearing(self, connections: Any, migration: Any) -> Iterator[None]:
        """Record what ``migration`` sends through any of Django's connections."""
        opened = [connections[alias] for alias in connections]
        wrapped = self._wrap(migration)
        for each in opened:
            each.execute_wrappers.append(self._execute)
        try:
            yield
        finally:
            for each in opened:
                each.execute_wrappers.remove(self._execute)
            for operation in wrapped:
                del operation.database_forwards

    def _wrap(self, migration: Any) -> list[Any]:
        lines = self.lines if len(self.lines) == len(migration.operations) else []
        wrapped = []
        for at, operation in enumerate(migration.operations):
            line, inner = lines[at] if lines else (self.line, [])
            last = at == len(migration.operations) - 1
            wrapped.append(operation)
            self._note(operation, line, commits=migration.atomic is False and not last)
            parts = getattr(operation, "database_operations", None) or []
            for part, place in zip(parts, inner if len(inner) == len(parts) else [], strict=False):
                wrapped.append(part)
                self._note(part, place, commits=False)
        return wrapped

    def _note(self, operation: Any, line: int, *, commits: bool) -> None:
        forwards: Callable[..., None] = operation.database_forwards

        def noted(app: str, editor: Any, before: Any, after: Any) -> None:
            outer, self.line = self.line, line
            self._running, self._detail = True, _detail(operation, app, before, after)
            sent, waiting = len(self.statements), len(editor.deferred_sql)
            try:
                forwards(app, editor, before, after)
            except BaseException:
                raise  # the line stays: this is where it failed
            self._later += [(each, line) for each in editor.deferred_sql[waiting:]]
            if commits and len(self.statements) > sent:
                self.commit_here()
            self.line, self._running = outer, False

        operation.database_forwards = noted

    def commit_here(self) -> None:
        """An operation of a migration with ``atomic = False`` has ended: what it did stays."""
        from coldframe.check.database.recording import _commit

        self.statements.append(_commit(self._path, self.line, ""))

    def _execute(self, execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        text = str(sql)
        if not self._running:
            self.line = next((line for each, line in self._later if str(each) == text), self.line)
        self.sent(text, context["connection"].vendor)
        try:
            return execute(sql, parameters, many, context)
        except Exception:
            self.failed = " ".join(text.split())
            raise

    def _seen(self, sql: str, dialect: str) -> tuple[Touch, ...]:
        found = super()._seen(sql, dialect)
        if dialect != "sqlite":
            return found
        made = next((t.table for t in found if t.table.startswith(REMADE)), "")
        if made and not self._remaking:
            self._remaking = made.removeprefix(REMADE)
            refers = [
                Touch(REFER, t.table, by=self._remaking)
                for t in found
                if t.act == REFER and (self._remaking, t.table) not in self.referred
            ]
            self._refer(refers)
            return (Touch(ALTER, self._remaking, detail=self._detail), *refers)
        if self._remaking:
            if any(t.act == RENAME and t.by == self._remaking for t in found):
                self._remaking = ""
                return ()
            old = self._remaking
            found = tuple(
                t
                for t in found
                if t.table != made and not (t.table == old and t.act in (DROP, READ, INSERT))
            )
        self._refer(found)
        return found

    def _refer(self, found: Any) -> None:
        self.referred |= {(t.by, t.table) for t in found if t.act == REFER}

    def _place(self) -> tuple[int, str, bool]:
        line, helper, inside = self._frames(sys._getframe(2))
        return (line, helper, True) if inside else (self.line, helper, True)


def _detail(operation: Any, app: str, before: Any, after: Any) -> str:
    """The part of an ALTER, in the words of `sql_reading`."""
    words = {"RemoveField": "drop", "AddField": "add", "AlterField": "alter"}
    kind = type(operation).__name__
    word = words.get(kind) or ("rename" if kind == "RenameField" else "")
    if not word:
        return ""
    state = before if word in ("drop", "rename") else after
    name = getattr(operation, "old_name", None) or operation.name
    try:
        field = state.apps.get_model(app, operation.model_name)._meta.get_field(name)
    except LookupError:
        return ""
    return f"{word} column {field.column}"
