"""The data of stable code is never lost in an upgrade."""

from __future__ import annotations

from planted.case import TABLES, Case

NARROW = (
    'with op.batch_alter_table("beds") as batch:\n'
    '        batch.alter_column("name", type_=sa.String({}), existing_type=sa.String(40))'
)

FAULTS = (
    Case("a table is dropped", {**TABLES, "003": 'op.drop_table("beds")'}),
    Case("a column is dropped", {**TABLES, "003": 'op.drop_column("beds", "name")'}),
    Case(
        "a column is dropped by batch mode",
        {**TABLES, "003": 'with op.batch_alter_table("beds") as batch:\n        batch.drop_column("name")'},
    ),
    Case("a type holds less", {**TABLES, "003": NARROW.format(20)}),
    Case("all rows are deleted", {**TABLES, "003": 'op.execute("DELETE FROM beds")'}),
    Case("rows are truncated", {**TABLES, "003": 'op.execute("TRUNCATE TABLE beds")'}, ("postgresql", "mariadb")),
    Case("all rows are overwritten", {**TABLES, "003": 'op.execute("UPDATE beds SET wet = 0")'}),
    Case("a condition about nothing", {**TABLES, "003": 'op.execute("DELETE FROM beds WHERE 1 = 1")'}),
    Case(
        "a renaming that loses the rows",
        {**TABLES, "003": 'op.create_table("plots", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(40)), sa.Column("wet", sa.Integer))\n    op.drop_table("beds")'},
    ),
    Case(
        "a table that is not always there",
        {**TABLES, "003": 'for name in ["old_beds"]:\n        if sa.inspect(op.get_bind()).has_table(name):\n            op.drop_table(name)'},
    ),
    Case(
        "a column that must have a value",
        {**TABLES, "003": 'with op.batch_alter_table("beds") as batch:\n        batch.alter_column("name", nullable=False, existing_type=sa.String(40))'},
    ),
)  # fmt: skip

NEAR_MISSES = (
    Case("a type that holds more", {**TABLES, "003": NARROW.format(80)}, ("postgresql", "mariadb")),
    Case("a preview's table", {**TABLES, "003": 'op.drop_column("water_plans", "litres")'}),
    Case("some rows", {**TABLES, "003": 'op.execute("DELETE FROM beds WHERE id = 5")'}),
    Case("what is empty is filled", {**TABLES, "003": 'op.execute("UPDATE beds SET wet = COALESCE(wet, 0)")'}),
    Case("a table has a new name", {**TABLES, "003": 'op.rename_table("beds", "plots")'}, ("postgresql",)),
    Case(
        "a column has a new name",
        {**TABLES, "003": 'op.alter_column("beds", "name", new_column_name="title", existing_type=sa.String(40))'},
        ("postgresql",),
    ),
    Case(
        "a table that no release has had",
        {**TABLES, "003": 'op.create_table("paths", sa.Column("id", sa.Integer, primary_key=True))', "004": 'op.drop_table("paths")'},
        ("postgresql",),
        released=TABLES,
    ),
)  # fmt: skip
