"""Sites in ``examples``: what is said of each, what --fix writes, and whether the service starts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command import SOURCE, coldframe
from environments import installed
from hosts import EXAMPLES

SITES = sorted(EXAMPLES.glob("upgrade_*"))
DJANGO = """\
import django
django.setup()
from django.test import Client
answer = Client().get("/")
print(answer.status_code, answer["Points"])
"""
FASTAPI = """\
from fastapi.testclient import TestClient
from service.main import create
print(TestClient(create()).get("/search?word=rose").json())
"""


def checked(example: Path, place: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a copy of the site, as its operator would."""
    shutil.copytree(example, place / "example", dirs_exist_ok=True)
    root = place / "example"
    present = "src" if (root / "before/src").exists() else "."
    packages = root / "before" / present
    name = "service" if present == "src" else "shop"
    version = (root / "before/pyproject.toml").read_text().partition('version = "')[2][:5]
    installed(root / "before", packages, name, version)
    words = ["--to", "after", "--site-packages", str(packages), *more]
    files = sorted(str(p.relative_to(root)) for p in (root / "site").iterdir())
    return coldframe(root, "upgrade-check", *words, *files)


@pytest.mark.parametrize("example", SITES, ids=lambda path: path.name)
def test_report_and_copies_are_as_written_down(example: Path, tmp_path: Path) -> None:
    done = checked(example, tmp_path, "--fix", "new")
    assert done.returncode == 1, done.stderr
    told = done.stdout.partition("\nCorrected copies")[0]
    assert told == (example / "report.txt").read_text(encoding="utf-8")
    assert "not-for-your-eyes" not in done.stdout
    fixed, new = example / "fixed", tmp_path / "example/new"
    assert sorted(p.name for p in new.iterdir()) == sorted(p.name for p in fixed.iterdir())
    for path in fixed.iterdir():
        assert (new / path.name).read_text() == path.read_text()


def started(program: str, release: Path, site: Path, **environment: str) -> tuple[str, str]:
    """What a program of the new release prints in the site's folder, and what it complains of."""
    path = f"{release}:{site}:{SOURCE}"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=site,
        env={**os.environ, "PYTHONPATH": path, **environment},
        capture_output=True,
        text=True,
    )
    return done.stdout.strip(), done.stderr if done.returncode else ""


def test_django_starts_with_the_copies_and_not_without(tmp_path: Path) -> None:
    checked(EXAMPLES / "upgrade_django", tmp_path, "--fix", "new")
    root = tmp_path / "example"
    settings = {"DJANGO_SETTINGS_MODULE": "settings"}
    _, complaint = started(DJANGO, root / "after", root / "site", **settings)
    assert "No module named 'shop.preview.loyalty'" in complaint
    assert started(DJANGO, root / "after", root / "new", **settings) == ("200 7", "")


def test_fastapi_starts_with_the_copies_and_not_without(tmp_path: Path) -> None:
    checked(EXAMPLES / "upgrade_fastapi", tmp_path, "--fix", "new")
    root = tmp_path / "example"
    _, complaint = started(FASTAPI, root / "after/src", root / "site")
    assert "Extra inputs are not permitted" in complaint  # the options that are gone
    assert started(FASTAPI, root / "after/src", root / "new") == ("{'found': 'rose'}", "")
