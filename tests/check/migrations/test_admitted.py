"""What a revision names as done in the wrong phase is read from its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from planted.case import TABLES, Case

from coldframe.check.migrations.admitted import Admitted, admitted
from coldframe.check.migrations_check import migrations_check

NAMES = "expand_drop_exceptions"
SAID = '''
import sqlalchemy as sa
TABLE = "beds"
GONE = ["paths", "walls"]

def expand_drop_exceptions():
    """{why}"""
    return {returned}
'''


@pytest.mark.parametrize(
    ("returned", "expected"),
    [
        ('{sa.Column: ["beds.wet"]}', Admitted(columns=frozenset({"beds.wet"}))),
        ('{sa.Column: ["%s.wet" % TABLE, f"{TABLE}.dry"]}',
         Admitted(columns=frozenset({"beds.wet", "beds.dry"}))),
        ("{sa.Table: GONE, sa.Index: GONE}", Admitted(tables=frozenset({"paths", "walls"}))),
        ('{sa.UniqueConstraint: ["a"], sa.ForeignKeyConstraint: ("b",), sa.Constraint: ["c"]}',
         Admitted(constraints=frozenset("abc"))),
        ("{sa.Table: read_somewhere()}", Admitted()),
        ("read_somewhere()", Admitted()),
        ("{**GONE}", Admitted()),
    ],
)  # fmt: skip
def test_names_are_read(returned: str, expected: Admitted) -> None:
    assert admitted(SAID.format(why="It has to be.", returned=returned).encode(), NAMES) == expected


def test_without_a_reason_nothing_is_named() -> None:
    text = SAID.format(why="", returned='{sa.Table: ["beds"]}')
    assert admitted(text.encode(), NAMES) == Admitted()
    assert admitted(b"def upgrade(:", NAMES) == Admitted()
    assert admitted(text.encode(), "contract_creation_exceptions") == Admitted()


def test_a_note_tells_what_is_not_reported(tmp_path: Path) -> None:
    body = f'op.drop_column("water_plans", "litres")\n\n\ndef {NAMES}():\n    """Why."""\n'
    body += '    return {sa.Column: ["water_plans.litres"]}'
    revisions = {**TABLES, "003": body}
    case = Case("admitted", revisions, headers={"003": {"branch_labels": ("expand",)}})
    outcome = migrations_check(str(case.plant(tmp_path)), rules=["drop_in_expand"])
    assert outcome.findings == ()
    assert (
        "003 names in its expand_drop_exceptions, and is not reported for: water_plans.litres"
        in outcome.notes
    )
