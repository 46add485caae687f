"""Keeps what a revision sends to a database while it runs, with the line that sent it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from coldframe.check.database.sql_reading import touches
from coldframe.check.database.statement import CREATE, RENAME, Statement, Touch

if TYPE_CHECKING:
    from types import FrameType


# The execution option of connections that only look, while a revision runs beside them.
LOOKING = "coldframe_looking"


class Stopped(BaseException):
    """As if the process had been killed; no ``except Exception`` of a revision goes on."""


class Recording:
    """The statements of one revision, in the order in which they were sent.

    Every engine of the process is listened to: a revision may make one of its own.  What
    asks the engine about its schema is not kept, nor what Alembic does with ``ignored``, its own
    table.  With ``stop_before``, Stopped is raised instead of sending the statement of that
    number (from 0, commits not counted).
    """

    def __init__(
        self,
        root: str,
        path: str,
        known: set[str],
        ignored: set[str],
        stop_before: int | None = None,
    ) -> None:
        self._stop_before = stop_before
        self.statements: list[Statement] = []
        self._root = root.rstrip("/") + "/"
        self._file = self._root + path
        self._path = path
        self._known = known
        self._ignored = ignored
        self._real: dict[str, str] = {}  # the same files are asked for at every statement

    @contextmanager
    def listening(self) -> Iterator[Recording]:
        """Record what is sent until the block ends."""
        from sqlalchemy import event
        from sqlalchemy.engine import Engine
        from sqlalchemy.orm import Session

        listeners: tuple[tuple[Any, str, Any], ...] = (
            (Engine, "before_cursor_execute", self._sent),
            (Engine, "commit", self._committed),
            (Session, "before_commit", self._committed),
        )
        for target, name, function in listeners:
            event.listen(target, name, function)
        try:
            yield self
        finally:
            for target, name, function in listeners:
                event.remove(target, name, function)

    def _sent(
        self, connection: Any, cursor: Any, sql: str, parameters: Any, context: Any, many: bool
    ) -> None:
        if connection.get_execution_options().get(LOOKING):
            return
        self.sent(sql, connection.dialect.name)

    def sent(self, sql: str, dialect: str) -> None:
        """Keep ``sql``, which is about to be sent to an engine of the kind ``dialect``."""
        found = self._seen(sql, dialect)
        words = sql.split(None, 1)
        if not found and (not words or words[0].upper() != "COMMIT"):
            return
        for touch in found:
            if touch.act == CREATE:
                self._known.add(touch.table)
            elif touch.act == RENAME:
                self._known.add(touch.by)
        line, helper, inside = self._place()
        if words[0].upper() == "COMMIT" and not inside:
            return
        committed = words[0].upper() == "COMMIT"
        sent = sum(not each.committed for each in self.statements)
        if not committed and self._stop_before is not None and sent >= self._stop_before:
            raise Stopped
        self.statements.append(
            Statement(" ".join(sql.split()), self._path, line, found, helper, committed)
        )

    def _committed(self, who: Any) -> None:
        options: Any = getattr(who, "get_execution_options", dict)()
        if options.get(LOOKING):
            return
        line, helper, inside = self._place()
        commit = _commit(self._path, line, helper)
        if inside and self.statements[-1:] != [commit]:  # a session's commit is seen twice
            self.statements.append(commit)

    def _seen(self, sql: str, dialect: str) -> tuple[Touch, ...]:
        found = touches(sql, dialect, self._known)
        return tuple(touch for touch in found if touch.table not in self._ignored)

    def _place(self) -> tuple[int, str, bool]:
        """The line of the revision's file, the helper of the host, and whether it is in it."""
        line, helper, inside = self._frames(sys._getframe(2))
        return line, helper if inside else "", inside

    def _frames(self, frame: FrameType | None) -> tuple[int, str, bool]:
        """The same, with a helper in any case; the innermost frame counts."""
        line, helper, inside = 1, "", False
        while frame is not None:
            file = frame.f_code.co_filename
            # Code made from a text, as Alembic's `op` is, has a name that is no path.
            if not file.startswith("<"):
                file = self._real.get(file) or self._real.setdefault(file, os.path.realpath(file))
            if file == self._file:
                if frame.f_code.co_name != "<module>" or not inside:
                    line = frame.f_lineno if not inside else line
                inside = True
                break
            if not helper and file.startswith(self._root) and "/site-packages/" not in file:
                helper = f"{file[len(self._root) :]}:{frame.f_lineno}"
            frame = frame.f_back
        return line, helper, inside


def _commit(path: str, line: int, helper: str) -> Statement:
    return Statement("COMMIT", path, line, (), helper, True)
