"""Runs the migrations of Django's apps on one database, one at a time, as Django would."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coldframe.check.database.django.ground import ground
from coldframe.check.database.django.recording import DjangoRecording
from coldframe.check.database.django.revisions import operation_lines
from coldframe.check.database.walk import CannotFollow, Failure, Ran, Step, Walk

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from coldframe.check.database.environment import Environment


class DjangoWalk(Walk):
    """The way of all apps from an empty database to their last migrations.

    A step is a migration of the host.  Those of other people's apps are run where Django has
    them in its order, and nothing of them is kept.
    Raises CannotFollow, when the steps are first asked for, for what Django cannot follow.
    """

    def __init__(self, root: str, environments: Sequence[Environment], engine: Engine) -> None:
        super().__init__(root, (), engine)
        self.environments = tuple(environments)
        self._ignored = {each.version_table for each in self.environments}
        self._own: set[tuple[str, str]] = set()
        self._referred: set[tuple[str, str]] = set()
        self._executor: Any = None
        self._order: list[Any] = []  # all migrations, as on an empty database
        self._state: tuple[Any, Any] | None = None  # after which migration it is which

    def steps(self) -> tuple[Step, ...]:
        """The steps that this database has still to take, in Django's order."""
        with ground(self.root, self.engine) as connection:
            self._executor = self._made(connection)
            leaves = self._executor.loader.graph.leaf_nodes()
            self._order = [m for m, _ in self._executor.migration_plan(leaves, clean_start=True)]
            plan = [migration for migration, _ in self._executor.migration_plan(leaves)]
        by_folder = {folder: each for each in self.environments for folder in each.versions}
        found: list[Step] = []
        for migration in plan:
            path = self._path(migration)
            environment = by_folder.get(path.rpartition("/")[0])
            if environment is not None:
                name = f"{migration.app_label}.{migration.name}"
                found.append(Step(name, path, environment, migration))
        self._own = {_key(step.raw) for step in found}
        return tuple(found)

    def _made(self, connection: Any) -> Any:
        from django.db.migrations.exceptions import BadMigrationError, NodeNotFoundError
        from django.db.migrations.executor import MigrationExecutor
        from django.db.migrations.graph import CircularDependencyError

        try:
            executor = MigrationExecutor(connection)
            executor.loader.check_consistent_history(connection)
        except CircularDependencyError as error:
            circle = str(error).replace(", ", " → ")
            raise CannotFollow(
                f"migrations depend on each other in a circle: {circle}",
                "Take one of these dependencies out; split the migration if both are needed.",
            ) from None
        except (NodeNotFoundError, BadMigrationError) as error:
            raise CannotFollow(
                f"Django cannot follow these migrations: {' '.join(str(error).split())}",
                "Correct the dependency, or add the app to INSTALLED_APPS.",
                *self._named(error),
            ) from None
        except Exception as error:
            path, line = self._last_place(error)
            raise CannotFollow(
                f"a migration cannot be loaded: {type(error).__name__}: {error}",
                "Repair it, or name the Python in which the host is installed: --python PATH.",
                path or None,
                line or None,
            ) from None
        for app, names in executor.loader.detect_conflicts().items():
            raise CannotFollow(
                f"the app {app} ends with several migrations: {', '.join(sorted(names))}",
                "Let one follow the other, or run `manage.py makemigrations --merge`.",
            )
        return executor

    def _named(self, error: BaseException) -> tuple[str | None, None]:
        """The file of the migration that Django blames, if it says which."""
        origin = getattr(error, "origin", None)
        return (self._path(origin) if origin is not None else None), None

    def on(self, engine: Engine) -> DjangoWalk:
        """The same way on another database that stands at the same place."""
        from copy import copy

        other = copy(self)
        other.engine, other._known, other._state = engine, set(self._known), None
        other._referred = set(self._referred)
        return other

    def run(self, step: Step, stop_before: int | None = None) -> Ran:
        """Run one step; what it has done until it failed is in the answer.

        ``stop_before`` lets it fail before the statement of that number (from 0) is sent.
        """
        recording = DjangoRecording(self.root, step.path, self._known, self._ignored, stop_before)
        with open(os.path.join(self.root, step.path), "rb") as file:
            recording.begin(operation_lines(file.read()), self._referred)
        failure = None
        migration = step.raw
        with ground(self.root, self.engine) as connection:
            executor = self._at(connection)
            started = time.perf_counter()
            try:
                self._run_others(executor, migration)
                started = time.perf_counter()
                from django.db import connections

                with recording.hearing(connections, migration):
                    self._apply(executor, migration)
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                self._state = None
                failure = self._why(error, step, recording)
            took = time.perf_counter() - started
        return Ran(step, tuple(recording.statements), took, failure)

    def _at(self, connection: Any) -> Any:
        from copy import copy

        from django.db.migrations.recorder import MigrationRecorder

        executor = copy(self._executor)
        executor.connection, executor.recorder = connection, MigrationRecorder(connection)
        executor.recorder.ensure_schema()
        return executor

    def _run_others(self, executor: Any, migration: Any) -> None:
        """What Django runs before ``migration`` of apps that are not the host's."""
        applied = executor.recorder.applied_migrations()
        for other in self._order[: self._order.index(migration)]:
            if _key(other) not in applied and _key(other) not in self._own:
                self._apply(executor, other)

    def _apply(self, executor: Any, migration: Any) -> None:
        """Run one migration on the state of all that stand before it."""
        at = self._order.index(migration)
        previous = self._order[at - 1] if at else None
        if self._state is None or self._state[0] is not previous:
            from django.db.migrations.state import ProjectState

            state = ProjectState(real_apps=executor.loader.unmigrated_apps)
            for each in self._order[:at]:
                each.mutate_state(state, preserve=False)
        else:
            state = self._state[1]
        if "apps" not in state.__dict__:
            state.apps  # noqa: B018 -- Django makes all models of the state at once
        self._state = None
        self._state = migration, executor.apply_migration(state, migration)

    def _path(self, migration: Any) -> str:
        """Its file, relative to the root; one elsewhere begins with ``..``."""
        file = getattr(sys.modules.get(type(migration).__module__), "__file__", None) or ""
        return os.path.relpath(os.path.realpath(file), self.root)

    def _why(self, error: BaseException, step: Step, recording: DjangoRecording) -> Failure:
        found = self._failure(error, step, recording)
        line = found.line if found.line > 1 else recording.line
        return found._replace(line=line, sql=recording.failed)


def _key(migration: Any) -> tuple[str, str]:
    return migration.app_label, migration.name
