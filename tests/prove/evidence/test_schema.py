"""Our own migrations stand under our own guard."""

from __future__ import annotations

from pathlib import Path

from databases import server

from coldframe.check.discovery import open_host
from coldframe.check.migrations_check import migrations_check

ROOT = Path(__file__).parents[3]
FOLDER = "src/coldframe/prove/evidence/schema"


def test_migrations_check_finds_nothing_in_them() -> None:
    from coldframe.check.database.environment import environments

    (found,) = environments(open_host(str(ROOT)))
    assert (found.path, found.version_table) == (FOLDER, "coldframe_version")
    outcome = migrations_check(str(ROOT), databases=["sqlite", server("postgresql")])
    assert outcome.findings == ()
    assert outcome.kept(strict=True)
