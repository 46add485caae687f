"""The plan that the page shows is what the program prints of such a site."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from gardens import migrated_garden
from sites import site

from coldframe.cli.main import main

PAGE = Path(__file__).parents[2] / "docs/migrations-plan.md"
INTEGER = 'sa.Column("id", sa.Integer, primary_key=True)'
REVISIONS = {
    "001": f'op.create_table("beds", {INTEGER})',
    "002": f'op.create_table("water_a", {INTEGER}, sa.Column("old", sa.Integer))\n'
    f'    op.create_table("water_b", {INTEGER}, sa.Column("a", sa.Integer, sa.ForeignKey("water_a.id")))',
    "003": 'op.execute("CREATE VIEW wet AS SELECT id FROM water_b")',
    "004": 'op.add_column("beds", sa.Column("size", sa.Integer))\n'
    '    op.execute("UPDATE beds SET size = 1")',
    "005": "# Nobody reads it any more.\n"
    '    with op.batch_alter_table("water_a", recreate="always") as batch:\n'
    '        batch.drop_column("old")',
    "006": 'op.execute("DROP VIEW wet")\n    op.drop_table("water_b")',
}
ROWS = (
    "INSERT INTO beds (id) VALUES (1)",
    "INSERT INTO water_a (id, old) VALUES (1, 7), (2, 8)",
    "INSERT INTO water_b (id, a) VALUES (1, 1), (2, 1), (3, 2)",
)


def test_it_is_what_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    host = migrated_garden(tmp_path / "host", REVISIONS)
    shown = re.search(
        r"^\$ coldframe migrations plan [^\n]*\n(.*?)^```", PAGE.read_text(), re.M | re.S
    )
    assert shown
    monkeypatch.chdir(host)
    with site("sqlite", tmp_path, host, "003", ROWS) as url:
        assert main(["migrations", "plan", url]) == 0
    printed = capsys.readouterr().out
    first = f"{url}, SQLite {sqlite3.sqlite_version}"
    assert printed.startswith(first)
    assert printed.replace(first, shown[1].partition("\n")[0], 1).strip() == shown[1].strip()
