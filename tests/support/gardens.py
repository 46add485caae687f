"""A little host with one undeclared feature, which two stable modules import."""

from __future__ import annotations

from pathlib import Path

from hosts import commit_all, write

from coldframe.check.outcome import Outcome

GARDEN = {
    "garden/__init__.py": "",
    "garden/beds.py": "import os\n\nfrom garden.preview.watering import Schedule\n",
    "garden/paths.py": "from garden.preview.watering import Schedule\n",
    "garden/preview/__init__.py": "",
    "garden/preview/watering/__init__.py": "class Schedule: ...\n",
}
SETTINGS = 'preview_trees = ["garden.preview"]\n'


def garden(root: Path, settings: str = "", **files: str) -> Path:
    """A host with two imports of its one, undeclared, feature."""
    write(root, {**GARDEN, "coldframe.toml": SETTINGS + settings, **files})
    commit_all(root)
    return root


def exception(rule: str = "stable_imports_preview", **entry: str) -> str:
    """One exception, as it stands in the settings."""
    keys = "".join(f"{key} = {value!r}\n" for key, value in entry.items())
    return f"\n[[exceptions]]\nrule = '{rule}'\n{keys}"


def places(outcome: Outcome) -> list[str]:
    """``rule path:line`` of every finding."""
    return [f"{f.rule} {f.path}:{f.line}" for f in outcome.findings]


IMPORTS = ["stable_imports_preview garden/beds.py:3", "stable_imports_preview garden/paths.py:1"]

ENV = """\
from alembic import context
from sqlalchemy import create_engine

engine = create_engine(context.config.get_main_option("sqlalchemy.url"))
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
"""
REVISION = """\
import sqlalchemy as sa
from alembic import op

revision = {id!r}
down_revision = {down!r}
branch_labels = None
depends_on = None


def upgrade():
    {body}
"""


def migrated_garden(root: Path, revisions: dict[str, str], **files: str) -> Path:
    """A host with one list of migrations: the bodies of ``upgrade`` by id, in order.

    Its feature ``watering`` claims the tables ``water_*``.
    """
    written = {
        "garden/__init__.py": "",
        "garden/preview/__init__.py": "",
        "garden/preview/watering/__init__.py": "",
        "garden/preview/watering/preview.toml": 'title = "Watering"\n[claims]\ntables = ["water_*"]\n',
        "garden/migrations/env.py": ENV,
    }
    down = None
    for identity, body in revisions.items():
        text = REVISION.format(id=identity, down=down, body=body)
        written[f"garden/migrations/versions/{identity}.py"] = text
        down = identity
    write(root, {**written, **files})
    commit_all(root)
    return root
