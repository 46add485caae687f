"""The expand phase only adds."""

from __future__ import annotations

from planted.case import TABLES, Case

EXPAND = {"003": {"branch_labels": ("expand",)}}
DROP = 'op.drop_column("water_plans", "litres")'
BATCH = 'with op.batch_alter_table("water_plans") as batch:\n        batch.drop_column("litres")'
GUARDED = 'for name in ["water_old"]:\n        if sa.inspect(op.get_bind()).has_table(name):\n            op.drop_table(name)'

NAMED = '\n\n\ndef expand_drop_exceptions():\n    """It has to be."""\n    return {{sa.{kind}: ["{name}"]}}'
UNIQUE = 'op.create_unique_constraint("uq", "beds", ["wet"])'
NOT_UNIQUE = 'op.drop_constraint("uq", "beds", type_="unique")'

FAULTS = (
    Case(
        "another column is named",
        {**TABLES, "003": DROP + NAMED.format(kind="Column", name="water_plans.id")},
        engines=("sqlite",),
        headers=EXPAND,
    ),
    Case("a column", {**TABLES, "003": DROP}, headers=EXPAND),
    Case("a column by batch mode", {**TABLES, "003": BATCH}, headers=EXPAND),
    Case("a table", {**TABLES, "003": 'op.drop_table("water_plans")'}, headers=EXPAND),
    Case("in SQL", {**TABLES, "003": 'op.execute("DROP TABLE water_plans")'}, headers=EXPAND),
    Case("a table that is not always there", {**TABLES, "003": GUARDED}, headers=EXPAND),
    Case("further down the branch", {**TABLES, "003": "pass", "004": DROP}, headers=EXPAND),
    Case(
        "a unique constraint",
        {
            **TABLES,
            "003": 'with op.batch_alter_table("water_plans") as batch:\n        batch.create_unique_constraint("uq", ["litres"])',
            "004": 'with op.batch_alter_table("water_plans") as batch:\n        batch.drop_constraint("uq", type_="unique")',
        },
        headers=EXPAND,
    ),
)

NEAR_MISSES = (
    Case("a constraint that the revision names", {**TABLES, "003": UNIQUE, "004": NOT_UNIQUE + NAMED.format(kind="Constraint", name="uq")}, headers=EXPAND, engines=("postgresql", "mariadb")),
    Case("in a list without phases", {**TABLES, "003": DROP}),
    Case("before the branch", {**TABLES, "0025": DROP, "003": "pass"}, headers=EXPAND),
    Case(
        "an index that is made anew",
        {**TABLES, "003": 'op.create_index("ix", "beds", ["wet"])', "004": 'op.drop_index("ix", "beds")\n    op.create_index("ix", "beds", ["wet", "id"])'},
        headers=EXPAND,
        engines=("sqlite", "postgresql"),  # MariaDB keeps half of it when it stops
    ),
)  # fmt: skip
