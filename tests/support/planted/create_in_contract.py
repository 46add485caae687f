"""What only adds need not wait for the contract phase."""

from __future__ import annotations

from planted.case import TABLES, Case

CONTRACT = {"003": {"branch_labels": ("contract",)}}
COLUMN = 'op.add_column("beds", sa.Column("dry", sa.Integer))'
TABLE = 'op.create_table("paths", sa.Column("id", sa.Integer, primary_key=True))'

FAULTS = (
    Case("a column", {**TABLES, "003": COLUMN}, headers=CONTRACT),
    Case("a table", {**TABLES, "003": TABLE}, headers=CONTRACT),
    Case("in SQL", {**TABLES, "003": 'op.execute("CREATE TABLE paths (id INTEGER PRIMARY KEY)")'}, headers=CONTRACT),
    Case(
        "a column by batch mode",
        {**TABLES, "003": 'with op.batch_alter_table("beds", recreate="always") as batch:\n        batch.add_column(sa.Column("dry", sa.Integer))'},
        headers=CONTRACT,
    ),
)  # fmt: skip

NAMED = '\n\n\ndef contract_creation_exceptions():\n    """It has to be."""\n    return {sa.Table: ["paths"]}'
NEAR_MISSES = (
    Case("a table that the revision names", {**TABLES, "003": TABLE + NAMED}, headers=CONTRACT, engines=("sqlite",)),
    Case("in the expand branch", {**TABLES, "003": COLUMN}, headers={"003": {"branch_labels": ("expand",)}}, engines=("sqlite", "postgresql")),
    Case("in a list without phases", {**TABLES, "003": TABLE}),
)  # fmt: skip
