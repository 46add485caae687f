"""No step of stable code needs a preview's tables, and no preview touches stable data."""

from __future__ import annotations

from planted.case import TABLES, WATER, Case

PREVIEW = "garden/preview/watering/__init__.py"

FAULTS = (
    Case(
        "stable code writes into a preview's table",
        {
            **TABLES,
            "003": 'op.execute("UPDATE beds SET wet = 1 WHERE id = 1")\n    op.execute("INSERT INTO water_plans (id) VALUES (1)")',
        },
    ),
    Case(
        "by names in a loop",
        {
            **TABLES,
            "003": 'for table in ["beds", "paths"]:\n        op.execute(f"UPDATE {dict(beds=\'beds\', paths=\'water_plans\')[table]} SET id = 1 WHERE id = 2")',
        },
    ),
    Case(
        "a feature alters a stable table",
        {
            **TABLES,
            "003": 'op.create_table("water_pipes", sa.Column("id", sa.Integer, primary_key=True))\n    op.create_table("water_taps", sa.Column("id", sa.Integer, primary_key=True))\n    op.add_column("beds", sa.Column("pipe", sa.Integer))',
        },
    ),
    Case(
        "stable code copies a preview's rows",
        {**TABLES, "003": 'op.execute("INSERT INTO beds (id) SELECT id FROM water_plans")'},
    ),
    Case(
        "an initial revision makes a preview's table",
        {
            "001": TABLES["001"]
            + "\n    "
            + 'op.create_table("paths", sa.Column("id", sa.Integer, primary_key=True))'
            + "\n    "
            + WATER
        },
    ),
    Case(
        "by a helper",
        {**TABLES, "003": "from garden.dry import dry\n    dry()"},
        files={
            "garden/dry.py": 'from alembic import op\n\n\ndef dry():\n    op.execute("DELETE FROM water_plans WHERE id = 1")\n'
        },
    ),
)

NEAR_MISSES = (
    Case(
        "a feature empties and drops its own",
        {
            **TABLES,
            "003": 'op.execute("DELETE FROM water_plans")\n    op.drop_table("water_plans")',
        },
        ("postgresql",),
    ),
    Case(
        "stable code asks which tables there are",
        {
            **TABLES,
            "003": 'if sa.inspect(op.get_bind()).has_table("water_plans"):\n        op.execute("UPDATE beds SET wet = 0 WHERE id = 1")',
        },
    ),
    Case(
        "each touches its own",
        {**TABLES, "003": 'op.execute("UPDATE beds SET wet = 1 WHERE id = 1")'},
    ),
    Case(
        "a table whose name only begins alike",
        {
            **TABLES,
            "003": 'op.create_table("watering_cans", sa.Column("id", sa.Integer, primary_key=True))',
        },
    ),
    Case(
        "a preview's table named in a text",
        {**TABLES, "003": "op.execute(\"UPDATE beds SET name = 'water_plans' WHERE id = 1\")"},
    ),
)
