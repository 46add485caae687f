"""The plan for a site of Django, which Django's own command has migrated."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from command import coldframe
from databases import POSTGRESQL
from django_hosts import project
from hosts import commit_all, write
from sites import empty, sent

from coldframe.check.database.scratch import parsed

DEPLOYED = """\
import json, os
if "DEPLOYED" in os.environ:
    DATABASES = {"default": json.loads(os.environ["DEPLOYED"])}
"""
BED = 'migrations.CreateModel("Bed", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=20))])'
APPS = {
    "yard/beds": {
        "0001_initial": BED,
        "0002_size": 'migrations.AddField("bed", "size", models.IntegerField(null=True))',
    },
    "yard/preview/water": {
        "0001_initial": BED.replace("Bed", "Pipe"),
        "0002_gone": 'migrations.DeleteModel("Pipe")',
    },
}
ROWS = (
    "INSERT INTO beds_bed (name) VALUES ('rose')",
    "INSERT INTO water_pipe (name) VALUES ('main'), ('side'), ('old')",
)


@contextmanager
def deployed(name: str, root: Path, folder: Path, *at: str) -> Iterator[str]:
    """The URL of a database that ``manage.py migrate`` has brought to these migrations."""
    with empty(name, folder) as url:
        where = parsed(url)
        engine = "sqlite3" if name == "sqlite" else name
        said = {
            "ENGINE": f"django.db.backends.{engine}",
            "NAME": where.database,
            "USER": where.username or "",
            "PASSWORD": where.password or "",
            "HOST": where.host or "",
            "PORT": where.port or "",
        }
        for one in at:
            done = subprocess.run(
                [sys.executable, "-m", "django", "migrate", "-v0", *one.split()],
                cwd=root,
                env={
                    **os.environ,
                    "DJANGO_SETTINGS_MODULE": "yard.settings",
                    "PYTHONPATH": str(root),
                    "DEPLOYED": json.dumps(said),
                },
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
        yield url


def plan(root: Path, url: str, *words: str) -> dict[str, Any]:
    done = coldframe(root, "migrations", "plan", url, "--json", "--python", sys.executable, *words)
    assert done.returncode in (0, 1), done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_what_runs_and_what_is_lost(name: str, tmp_path: Path) -> None:
    root = project(tmp_path / "host", APPS, more=DEPLOYED)
    with deployed(name, root, tmp_path, "beds 0001", "water 0001") as url:
        sent(url, ROWS)
        words = ["--backup", str(tmp_path / "kept")]
        words += ["--scratch", POSTGRESQL] if name == "postgresql" else []
        told = plan(root, url, *words)
    assert [(one["revision"], one["feature"]) for one in told["pending"]] == [
        ("beds.0002_size", None),
        ("water.0002_gone", "water"),
    ]
    assert [one["now"] for one in told["lists"]] == [["beds.0001_initial"], ["water.0001_initial"]]
    (loss,) = told["losses"]
    assert (loss["table"], loss["feature"], loss["what"]) == ("water_pipe", "water", "table")
    assert loss["rows"] == 3
    (stable,) = told["stable"]
    assert stable["table"] == "beds_bed"
    assert told["trouble"] == told["differences"] == []
    assert any((tmp_path / "kept").rglob("*")), "the rows are saved"


def test_one_that_is_up_to_date_or_newer(tmp_path: Path) -> None:
    root = project(tmp_path / "host", APPS, more=DEPLOYED)
    with deployed("sqlite", root, tmp_path, "") as url:
        assert plan(root, url)["pending"] == []
        (root / "yard/beds/migrations/0002_size.py").unlink()
        done = coldframe(root, "migrations", "plan", url, "--python", sys.executable)
        assert done.returncode == 2
        assert "has run beds.0002_size, which yard/beds/migrations of this tree" in done.stderr


def test_a_squashed_migration_has_run_with_all_that_it_replaces(tmp_path: Path) -> None:
    root = project(tmp_path / "host", APPS, more=DEPLOYED)
    squashed = (
        "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n"
        '    replaces = [("beds", "0001_initial"), ("beds", "0002_size")]\n'
        f"    initial = True\n    dependencies = []\n    operations = [\n        {BED},\n"
        '        migrations.AddField("bed", "size", models.IntegerField(null=True)),\n    ]\n'
    )
    with deployed("sqlite", root, tmp_path, "beds 0001") as url:
        write(root, {"yard/beds/migrations/0001_squashed.py": squashed})
        commit_all(root)
        done = coldframe(root, "migrations", "plan", url, "--python", sys.executable)
        assert done.returncode == 2
        assert "a part only of what beds.0001_squashed replaces" in done.stderr
    (root / "yard/beds/migrations/0001_squashed.py").unlink()
    with deployed("sqlite", root, tmp_path, "") as url:
        write(root, {"yard/beds/migrations/0001_squashed.py": squashed})
        told = plan(root, url)
        assert told["pending"] == []
        assert told["lists"][0]["now"] == ["beds.0001_squashed"]
        # Once every site has it, the old files go; their rows stay.
        sent(
            url,
            [
                "INSERT INTO django_migrations (app, name, applied) VALUES ('beds', '0001_squashed', '2026-11-26')"
            ],
        )
        for name in ("0001_initial", "0002_size"):
            (root / f"yard/beds/migrations/{name}.py").unlink()
        file = root / "yard/beds/migrations/0001_squashed.py"
        file.write_text(squashed.replace("replaces = ", "replaced = "))
        told = plan(root, url)
        assert told["pending"] == []
        assert told["lists"][0]["now"] == ["beds.0001_squashed"]


def test_a_database_without_the_table_of_migrations(tmp_path: Path) -> None:
    root = project(tmp_path / "host", APPS, more=DEPLOYED)
    with empty("sqlite", tmp_path) as url:
        sent(url, ["CREATE TABLE beds_bed (id INTEGER PRIMARY KEY)"])
        done = coldframe(root, "migrations", "plan", url, "--python", sys.executable)
    assert done.returncode == 2
    assert "no version table django_migrations" in done.stderr
    assert "manage.py migrate --fake" in " ".join(done.stderr.split())
