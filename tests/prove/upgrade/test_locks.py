"""What others would have had to wait for is seen while a step runs."""

from __future__ import annotations

from pathlib import Path

from databases import server
from gardens import migrated_garden

from coldframe.prove.upgrade.verify import verify

BEDS = (
    'op.create_table("beds", sa.Column("id", sa.Integer, primary_key=True),'
    ' sa.Column("name", sa.String(40)))'
)
SLOW = 'op.execute("UPDATE beds SET id = id")\n    op.execute("SELECT SLEEP(0.5)")'


def test_rows_that_mariadb_has_locked(tmp_path: Path) -> None:
    migrated_garden(tmp_path, {"001": BEDS, "002": SLOW})
    step = verify(str(tmp_path), databases=[server("mariadb")], rows=40).passages[0].steps[1]
    (lock,) = step.locks
    assert (lock.table, lock.reads) == ("beds", False)
    assert lock.rows is not None and lock.rows >= 40 and lock.seconds > 0.1
