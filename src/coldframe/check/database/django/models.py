"""How models of Django differ from their migrations: what ``makemigrations`` would write."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from coldframe.check.database.django.ground import ground

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from coldframe.check.database.environment import Environment
    from coldframe.check.host import Host

Place = tuple[str, int]


def django_differences(
    host: Host, engine: Engine, listed: Sequence[Environment]
) -> Iterator[tuple[str, str, Place | None]]:
    """Table, what differs, and where the model is (None: it is gone), by Django's autodetector.

    Nothing is asked of the database: Django compares models with what migrations say of them.
    """
    root = os.path.realpath(host.tree.root)
    with ground(root, engine):
        from django.apps import apps
        from django.db.migrations.autodetector import MigrationAutodetector
        from django.db.migrations.loader import MigrationLoader
        from django.db.migrations.state import ProjectState

        loader = MigrationLoader(None, ignore_no_migrations=True)
        before = loader.project_state()
        detector = MigrationAutodetector(before, ProjectState.from_apps(apps))
        found = detector.changes(graph=loader.graph)
        own = {os.path.join(root, os.path.dirname(each.path)) for each in listed}
        for app, migrations in sorted(found.items()):
            if os.path.realpath(apps.get_app_config(app).path) not in own:
                continue
            for operation in (each for migration in migrations for each in migration.operations):
                name = str(getattr(operation, "model_name", None) or operation.name)
                model = apps.all_models[app].get(name.lower())
                table = model._meta.db_table if model else _table(before, app, name)
                message = f"makemigrations would write: {operation.describe()}"
                yield table, message, _place(model, root)


def _table(state: Any, app: str, name: str) -> str:
    model = state.models.get((app, name.lower()))
    said = model.options.get("db_table") if model is not None else ""
    return str(said or f"{app}_{name.lower()}")


def _place(model: Any, root: str) -> Place | None:
    if model is None:
        return None
    try:
        path = os.path.relpath(os.path.realpath(inspect.getfile(model)), root)
        return (path, inspect.getsourcelines(model)[1]) if not path.startswith("..") else None
    except (OSError, TypeError):
        return None
