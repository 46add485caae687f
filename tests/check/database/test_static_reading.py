"""What a file shows is read, with loops and table objects, and told from what has run."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import SERVERS, server
from gardens import migrated_garden

from coldframe.check.database.history import History, record
from coldframe.check.database.scratch import scratch
from coldframe.check.discovery import open_host

BEDS = 'op.create_table("beds", sa.Column("id", sa.Integer, primary_key=True), sa.Column("wet", sa.Integer))'


def recorded(root: Path, body: str, on: str = "sqlite", before: str = "pass") -> History:
    migrated_garden(root, {"001": BEDS, "002": before, "003": body})
    with scratch(server(on)) as engine:
        return record(open_host(str(root)), engine)


def shown(root: Path, body: str, on: str = "sqlite") -> list[str]:
    """What revision 003 shows and has not run."""
    return said(recorded(root, body, on))


def said(history: History) -> list[str]:
    return [
        "commit" if statement.committed else f"{touch.act} {touch.table} {touch.detail}".strip()
        for statement in history.chapters[2].statements
        if statement.static
        for touch in statement.touches or [None]  # type: ignore[list-item]
    ]


GUARDED = "for name in {names}:\n        if sa.inspect(op.get_bind()).has_table(name):\n            op.drop_table(name)"


@pytest.mark.parametrize("engine", SERVERS)
def test_what_is_not_there_is_read(tmp_path: Path, engine: str) -> None:
    assert shown(tmp_path, GUARDED.format(names='["old", "beds", "older"]'), engine) == [
        "drop old",
        "drop older",
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("if False:\n        op.execute('DELETE FROM beds')", ["delete from beds"]),
        ("for t, c in {'a': 'x', 'b': 'y'}.items():\n        if c == 'z':\n            op.drop_table(t)", ["drop a", "drop b"]),
        ("for t, c in [('a', 'x'), ('b', 'y')]:\n        if c == 'z':\n            op.execute(f'DELETE FROM {t}')", ["delete from a", "delete from b"]),
        ("for t in ('a', 'b'):\n        if t == 'z':\n            op.execute('DROP TABLE %s' % t)", ["drop a", "drop b"]),
        ("for t in sorted({'a'}):\n        if t == 'z':\n            op.execute('DROP TABLE {}'.format(t))", ["drop a"]),
        ("t = sa.table('a')\n    if False:\n        op.execute(t.delete())", ["delete from a"]),
        ("t = sa.table('a')\n    if False:\n        op.bulk_insert(t, [])", ["insert into a"]),
        ("if False:\n        with op.batch_alter_table('beds') as batch:\n            batch.drop_column('wet')", ["alter beds", "alter beds drop column wet"]),
        ("if False:\n        op.alter_column('beds', 'wet', new_column_name='dry')", ["alter beds rename column wet to dry"]),
        ("session = sa.orm.Session(bind=op.get_bind())\n    if False:\n        session.commit()", ["commit"]),
        ("if False:\n        op.execute(unknown)", []),
        ("op.execute('UPDATE beds SET wet = 1 WHERE id = 1')", []),
        ("with op.batch_alter_table('beds') as batch:\n        batch.drop_column('wet')", []),
        ("op.create_index(\n        'ix',\n        'beds',\n        ['wet'],\n    )", []),
    ],
)  # fmt: skip
def test_what_has_not_run(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert shown(tmp_path, body) == expected


def test_a_statement_with_a_condition_is_not_whole(tmp_path: Path) -> None:
    body = (
        "t = sa.table('a', sa.column('x'))\n    if False:\n"
        "        op.execute(t.delete().where(t.c.x == 1))\n        op.execute(t.delete())"
    )
    history = recorded(tmp_path, body)
    assert [s.touches[0].whole for s in history.chapters[2].statements] == [False, True]


def test_functions_that_only_downgrade_reaches_are_not_read(tmp_path: Path) -> None:
    more = "op.execute('SELECT 1 FROM nowhere')\n\n\ndef back():\n    op.drop_table('beds')\n\n\ndef downgrade():\n    back()"
    assert (
        said(recorded(tmp_path, more)) == ["read nowhere"] or said(recorded(tmp_path, more)) == []
    )


def test_after_a_failure_batches_are_read_as_changes_of_their_table(tmp_path: Path) -> None:
    body = "with op.batch_alter_table('beds') as batch:\n        batch.drop_column('wet')"
    history = recorded(tmp_path, body, before="op.execute('SELECT 1 FROM nowhere')")
    assert history.chapters[2].read
    assert "alter beds drop column wet" in said(history)
