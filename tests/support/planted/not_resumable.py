"""A revision that was stopped half-way is run again."""

from __future__ import annotations

from planted.case import TABLES, Case

KEEPING = ("sqlite", "mariadb")  # what changes a schema is kept by these engines
TWO = 'op.add_column("beds", sa.Column("note", sa.String(40)))\n    op.add_column("beds", sa.Column("more", sa.String(40)))'
NOTE = 'op.add_column("beds", sa.Column("note", sa.String(40)))'
MORE = 'op.add_column("beds", sa.Column("more", sa.String(40)))'
ASKING = (
    'have = {each["name"] for each in sa.inspect(op.get_bind()).get_columns("beds")}\n'
    '    if "note" not in have:\n'
    '        op.add_column("beds", sa.Column("note", sa.String(40)))\n'
    '    if "more" not in have:\n'
    '        op.add_column("beds", sa.Column("more", sa.String(40)))'
)
PATHS = 'op.create_table("paths", sa.Column("id", sa.Integer, primary_key=True))'

INDEX = 'with op.get_context().autocommit_block():\n        op.create_index("ix_beds_name", "beds", ["name"])'

FAULTS = (
    Case(
        "a table that Alembic copies",
        {
            **TABLES,
            "003": 'with op.batch_alter_table("beds") as batch:\n        batch.drop_column("wet")',
        },
        ("sqlite",),
    ),
    Case("an index that commits, then a column", {**TABLES, "003": f"{INDEX}\n    {NOTE}"}),
    Case("two columns", {**TABLES, "003": TWO}, KEEPING),
    Case(
        "a table and its index",
        {**TABLES, "003": PATHS + '\n    op.create_index("ix_paths_id", "paths", ["id"])'},
        KEEPING,
    ),
    Case(
        "a renaming and a column",
        {**TABLES, "003": f'op.rename_table("beds", "plots")\n    {MORE.replace("beds", "plots")}'},
        KEEPING,
    ),
    Case(
        "the first step asks, the second does not",
        {
            **TABLES,
            "003": f'if not sa.inspect(op.get_bind()).has_table("paths"):\n        {PATHS}\n    {NOTE}\n    {MORE}',
        },
        KEEPING,
    ),
    Case(
        "rows that are copied twice",
        {
            **TABLES,
            "003": f'op.execute("INSERT INTO beds (id) SELECT 9000 + id * 0 + (SELECT COUNT(*) FROM beds) FROM beds WHERE id = (SELECT MIN(id) FROM beds)")\n    {NOTE}\n    op.execute("UPDATE beds SET note = name WHERE id > 0")',
        },
        ("mariadb",),
    ),
    Case(
        "a column, then its rows",
        {**TABLES, "003": f'{NOTE}\n    op.execute("UPDATE beds SET note = name WHERE id > 0")'},
        ("mariadb",),
    ),
    Case(
        "a table in a loop",
        {
            **TABLES,
            "003": 'for name in ["paths", "fences"]:\n        op.create_table(name, sa.Column("id", sa.Integer, primary_key=True))',
        },
        KEEPING,
    ),
)

NEAR_MISSES = (
    Case(
        "a column, then nothing but looking",
        {**TABLES, "003": f'{NOTE}\n    sa.inspect(op.get_bind()).get_columns("beds")'},
    ),
    Case(
        "rows, then one column",
        {**TABLES, "003": f'op.execute("UPDATE beds SET wet = 1 WHERE id = 1")\n    {NOTE}'},
    ),
    Case(
        "an index that commits, which may be there",
        {
            **TABLES,
            "003": 'with op.get_context().autocommit_block():\n        op.create_index("ix_beds_name", "beds", ["name"], if_not_exists=True)\n        op.create_index("ix_beds_wet", "beds", ["wet"], if_not_exists=True)',
        },
        ("sqlite", "postgresql"),
    ),
    Case("each step asks first", {**TABLES, "003": ASKING}),
    Case("one column", {**TABLES, "003": NOTE}),
    Case(
        "a table that may be there",
        {
            **TABLES,
            "003": 'op.execute("CREATE TABLE IF NOT EXISTS paths (id INTEGER PRIMARY KEY)")\n    op.execute("CREATE TABLE IF NOT EXISTS fences (id INTEGER PRIMARY KEY)")',
        },
    ),
    Case(
        "rows only",
        {
            **TABLES,
            "003": 'op.execute("UPDATE beds SET wet = 1 WHERE id = 1")\n    op.execute("UPDATE beds SET wet = 2 WHERE id = 2")',
        },
    ),
    Case("two columns, released", {**TABLES, "003": TWO}, released={**TABLES, "003": TWO}),
    Case("two columns where all is taken back", {**TABLES, "003": TWO}, ("postgresql",)),
)
