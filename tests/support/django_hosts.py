"""Little projects of Django, each run in a process of its own: Django is set up once in each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hosts import commit_all, write

SETTINGS = """\
SECRET_KEY = "none"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", {apps}]
DATABASES = {{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": "deployment.db"}}}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
{more}
"""
MIGRATION = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = {needs}
    operations = [
        {operations},
    ]
"""
HISTORY = """\
import json, sys
from coldframe.check.database.history import record
from coldframe.check.database.scratch import scratch
from coldframe.check.discovery import open_host
host = open_host(".")
with scratch(sys.argv[1]) as engine:
    history = record(host, engine)
print(json.dumps([{
    "id": c.revision.id, "owner": c.owner, "failure": c.failure, "read": c.read,
    "refused": c.refused, "after": {n: [k.name for k in s.columns] for n, s in c.after.items()},
    "sent": [[s.path, s.line, s.helper, s.committed, [t[:3] + (t.detail,) for t in s.touches]]
             for s in c.statements],
} for c in history.chapters] + [host.notes]))
"""


def project(root: Path, apps: dict[str, dict[str, str]], more: str = "", **files: str) -> Path:
    """A project with a migration per name and operations; ``files`` come on top.

    The apps whose folder is below ``yard/preview`` are features that claim ``<name>_*``.
    A migration needs the one before it, or what stands before ``|``.
    """
    listed = ", ".join(repr(path.replace("/", ".")) for path in apps)
    written = {
        "manage.py": 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yard.settings")\n',
        "yard/__init__.py": "",
        "yard/preview/__init__.py": "",
        "yard/settings.py": SETTINGS.format(apps=listed, more=more),
    }
    for path, migrations in apps.items():
        label = path.rpartition("/")[2]
        written[f"{path}/__init__.py"] = written[f"{path}/migrations/__init__.py"] = ""
        if "/preview/" in path:
            written[f"{path}/preview.toml"] = (
                f'title = "{label}"\n[claims]\ntables = ["{label}_*"]\n'
            )
        needs = "[]"
        for name, operations in migrations.items():
            said, bar, rest = operations.partition("|")
            text = MIGRATION.format(needs=said if bar else needs, operations=(rest or said).strip())
            written[f"{path}/migrations/{name}.py"] = text
            needs = f'[("{label}", "{name}")]'
    write(root, {**written, **files})
    commit_all(root)
    return root


def history(root: Path, server: str = "sqlite") -> tuple[dict[str, Any], list[str]]:
    """What each migration did, by its id, and the notes."""
    done = run_python(root, "-c", HISTORY, server)
    assert done.returncode == 0, done.stderr
    *chapters, notes = json.loads(done.stdout)
    return {chapter["id"]: chapter for chapter in chapters}, notes


def checked(root: Path, *words: str) -> tuple[int, str]:
    """The exit code of ``coldframe migrations check``, and all that it prints."""
    done = run_python(root, "-m", "coldframe", "migrations", "check", *words)
    return done.returncode, done.stdout + done.stderr


def run_python(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run this Python in ``root``, as somebody who has no project of Django."""
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [sys.executable, *words],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
