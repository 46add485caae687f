"""Runs the revisions of a host on one database, one at a time, as Alembic would.

``env.py`` is not run, because it would connect to whatever the deployment has; what it says of the
version table is read.  Revisions are run: they are the host's code, and what they import is
imported.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.check.database.recording import Recording
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

    from coldframe.check.database.environment import Environment
    from coldframe.check.database.statement import Statement


class CannotFollow(Mistake):
    """The revisions are no list that Alembic can follow."""


class Step(NamedTuple):
    """One revision in the order in which it runs; ``raw`` is Alembic's own step.

    ``labels`` are those that the file gives to its branch, however it computes them.
    """

    id: str
    path: str
    environment: Environment
    raw: Any
    labels: tuple[str, ...] = ()


class Failure(NamedTuple):
    """Why a revision stopped: the error, the statement (``""``: none), and the line.

    ``trouble`` tells of a lost connection, a full disk or a lock: then it is not its fault.
    """

    why: str
    sql: str
    path: str
    line: int
    trouble: str = ""


class Ran(NamedTuple):
    """What one step did; ``seconds`` is what it took."""

    step: Step
    statements: tuple[Statement, ...]
    seconds: float
    failure: Failure | None = None


class Walk:
    """The way of a host's environments from an empty database to their heads.

    Raises CannotFollow, when the steps are first asked for, for a list that Alembic cannot follow.
    """

    def __init__(self, root: str, environments: Sequence[Environment], engine: Engine) -> None:
        self.root = os.path.realpath(root)
        self.engine = engine
        self.environments = tuple(environments)
        self._scripts = {each.path: self._script(each) for each in self.environments}
        self.recording: Recording | None = None  # of the step that runs, or was the last to
        self._known: set[str] = set()  # every table that was ever seen
        self._ignored = {each.version_table for each in self.environments}

    def steps(self) -> tuple[Step, ...]:
        """The steps that this database has still to take, environment by environment."""
        from alembic.script.revision import RevisionError
        from alembic.util import CommandError

        found: list[Step] = []
        for environment in self.environments:
            script = self._scripts[environment.path]
            with self.engine.connect() as connection:
                current = self._context(environment, connection).get_current_heads()
            try:
                with importable(self.root):  # Alembic loads every revision now
                    raws = script._upgrade_revs("heads", current or ())
            except (CommandError, RevisionError) as error:
                raise CannotFollow(
                    f"Alembic cannot follow this list: {' '.join(str(error).split())}",
                    "Run `coldframe migrations check --rule single_ordered_list`.",
                    environment.path,
                ) from None
            except Exception as error:
                path, line = self._last_place(error)
                raise CannotFollow(
                    f"a revision cannot be loaded: {type(error).__name__}: {error}",
                    "Repair it, or name the Python in which the host is installed: --python PATH.",
                    path or environment.path,
                    line or None,
                ) from None
            for raw in raws:
                path = os.path.relpath(os.path.realpath(raw.revision.path), self.root)
                labels = tuple(sorted(raw.revision._orig_branch_labels or ()))
                found.append(Step(raw.revision.revision, path, environment, raw, labels))
        return tuple(found)

    def heads(self, environment: Environment) -> tuple[str, ...] | None:
        """The revisions at which this database stands; None without a version table."""
        from sqlalchemy import inspect

        with self.engine.connect() as connection:
            there = inspect(connection).has_table(
                environment.version_table, schema=environment.schema or None
            )
            if not there:
                return None
            return tuple(sorted(self._context(environment, connection).get_current_heads()))

    def on(self, engine: Engine) -> Walk:
        """The same way on another database that stands at the same place."""
        from copy import copy

        other = copy(self)
        other.engine, other._known = engine, set(self._known)
        return other

    def run(self, step: Step, stop_before: int | None = None) -> Ran:
        """Run one step; what it has done until it failed is in the answer.

        ``stop_before`` lets it fail before the statement of that number (from 0) is sent.
        """
        from alembic.runtime.environment import EnvironmentContext

        recording = Recording(self.root, step.path, self._known, self._ignored, stop_before)
        self.recording = recording
        environment, failure = step.environment, None
        started = time.perf_counter()
        with (
            importable(self.root),
            EnvironmentContext(
                self._config(environment),
                self._scripts[environment.path],
                fn=lambda heads, context: [step.raw],
                as_sql=False,
                destination_rev=step.id,
            ) as context,
            self.engine.connect() as connection,
        ):
            context.configure(connection=connection, **self._options(environment))
            try:
                with recording.listening(), context.begin_transaction():
                    context.run_migrations()
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                failure = self._failure(error, step, recording)
        took = time.perf_counter() - started
        return Ran(step, tuple(recording.statements), took, failure)

    def _failure(self, error: BaseException, step: Step, recording: Recording) -> Failure:
        from coldframe.check.database.scratch import said
        from coldframe.check.database.trouble import trouble

        line, trace = 1, error.__traceback__
        while trace is not None:
            if os.path.realpath(trace.tb_frame.f_code.co_filename) == f"{self.root}/{step.path}":
                line = trace.tb_lineno
            trace = trace.tb_next
        sql = " ".join(str(getattr(error, "statement", "") or "").split())
        return Failure(
            f"{type(error).__name__}: {said(error)}", sql, step.path, line, trouble(error)
        )

    def _last_place(self, error: BaseException) -> tuple[str, int]:
        """The innermost line of the host in the traceback of ``error``."""
        path, line = "", 0
        if isinstance(error, SyntaxError) and error.filename:
            path, line = os.path.relpath(error.filename, self.root), error.lineno or 0
        trace = error.__traceback__
        while trace is not None and not isinstance(error, SyntaxError):
            file = os.path.realpath(trace.tb_frame.f_code.co_filename)
            if file.startswith(self.root + "/") and "/site-packages/" not in file:
                path, line = os.path.relpath(file, self.root), trace.tb_lineno
            trace = trace.tb_next
        return path, line

    def _script(self, environment: Environment) -> Any:
        from alembic.script import ScriptDirectory

        return ScriptDirectory(
            os.path.join(self.root, environment.path),
            version_locations=[os.path.join(self.root, each) for each in environment.versions],
        )

    def _config(self, environment: Environment) -> Any:
        from alembic.config import Config

        config = Config()
        place = os.path.join(self.root, environment.path)
        config.set_main_option("script_location", place.replace("%", "%%"))
        return config

    @staticmethod
    def _options(environment: Environment) -> dict[str, Any]:
        return {
            "version_table": environment.version_table,
            "version_table_schema": environment.schema or None,
            "transaction_per_migration": True,
        }

    def _context(self, environment: Environment, connection: Connection) -> Any:
        from alembic.runtime.migration import MigrationContext

        return MigrationContext.configure(connection, opts=self._options(environment))


@contextmanager
def importable(root: str) -> Iterator[None]:
    """The host's modules can be imported until the block ends, and are forgotten after it."""
    before = list(sys.path)
    sys.path[:0] = [place for place in (root, os.path.join(root, "src")) if os.path.isdir(place)]
    dont, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield
    finally:
        sys.path[:] = before
        sys.dont_write_bytecode = dont


def _is_set_up_in(place: str) -> bool:
    """Whether Django has its models from there: it keeps them, so their modules must stay."""
    django = sys.modules.get("django.apps")
    configs = django.apps.app_configs.values() if django is not None else ()
    return any(os.path.realpath(each.path).startswith(place) for each in configs)


_held: set[str] = set()  # the roots of all blocks of `forgetting`


@contextmanager
def forgetting(root: str) -> Iterator[None]:
    """The host's modules that are imported in the block are out of ``sys.modules`` after it.

    Another host may use the same names.  What was there before stays: in a run of pytest, that
    is what the host's tests work with.  Of blocks within each other the outermost counts.
    """
    place = os.path.realpath(root).rstrip("/") + "/"
    if place in _held:
        yield
        return
    _held.add(place)
    before = set(sys.modules)
    try:
        yield
    finally:
        _held.remove(place)
        if _is_set_up_in(place):
            before |= set(sys.modules)
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None)
            if name in before or not file or "/site-packages/" in file:
                continue
            if os.path.realpath(file).startswith(place):
                del sys.modules[name]
