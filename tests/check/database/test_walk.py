"""A list is walked as Alembic knows it, and what cannot be imported is a mistake at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from gardens import migrated_garden

from coldframe.check.database.history import record
from coldframe.check.database.revisions import labels_of
from coldframe.check.database.scratch import scratch
from coldframe.check.discovery import open_host
from coldframe.declare.mistake import Mistake

TABLE = 'op.create_table("beds", sa.Column("id", sa.Integer, primary_key=True))'


def test_labels_that_are_computed_are_known(tmp_path: Path) -> None:
    migrated_garden(
        tmp_path, {"001": TABLE, "002": "pass"}, **{"garden/phases.py": "GROW = 'expand'\n"}
    )
    path = tmp_path / "garden/migrations/versions/002.py"
    text = path.read_text().replace("branch_labels = None", "from garden import phases\nbranch_labels = (phases.GROW,)")  # fmt: skip
    path.write_text(text)
    with scratch() as engine:
        history = record(open_host(str(tmp_path)), engine)
    labels = labels_of(history.revisions)
    assert (labels["001"], labels["002"]) == (frozenset(), {"expand"})


@pytest.mark.parametrize("line", ["import garden.nowhere", "def"])
def test_a_revision_that_cannot_be_imported(tmp_path: Path, line: str) -> None:
    migrated_garden(tmp_path, {"001": TABLE})
    path = tmp_path / "garden/migrations/versions/001.py"
    path.write_text(f"{path.read_text()}\n{line}\n")
    with scratch() as engine, pytest.raises(Mistake, match="cannot be loaded") as caught:
        record(open_host(str(tmp_path)), engine)
    assert caught.value.path == "garden/migrations/versions/001.py"
    assert caught.value.line == path.read_text().count("\n")
