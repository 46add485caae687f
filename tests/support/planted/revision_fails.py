"""Nobody can say what a list keeps that cannot be walked."""

from __future__ import annotations

from planted.case import TABLES, Case

FAULTS = (
    Case(
        "a table that is not there",
        {**TABLES, "003": 'op.execute("UPDATE bed SET wet = 0 WHERE id = 1")'},
    ),
    Case("a table that is there already", {**TABLES, "003": TABLES["001"]}),
    Case("an error in Python", {**TABLES, "003": "op.get_bind().nothing"}),
    Case(
        "SQL of MariaDB only",
        {
            **TABLES,
            "003": 'op.execute("INSERT INTO beds (id) VALUES (1) ON DUPLICATE KEY UPDATE wet = 0")',
        },
        ("sqlite", "postgresql"),
    ),
    Case(
        "SQL of PostgreSQL only",
        {**TABLES, "003": 'op.execute("UPDATE beds SET wet = 0::int WHERE id = 1")'},
        ("sqlite", "mariadb"),
    ),
)

NEAR_MISSES = (
    Case("nothing to do", {**TABLES, "003": "pass"}),
    Case(
        "a name that is a keyword",
        {
            **TABLES,
            "003": 'op.create_table("order", sa.Column("select", sa.Integer, primary_key=True))',
        },
    ),
    Case(
        "SQL of the engine that runs",
        {
            **TABLES,
            "003": 'if op.get_bind().dialect.name == "postgresql":\n        op.execute("UPDATE beds SET wet = 0::int WHERE id = 1")',
        },
    ),
    Case(
        "an error that the revision expects",
        {
            **TABLES,
            "003": 'try:\n        int("many")\n    except ValueError:\n        op.execute("UPDATE beds SET wet = 0 WHERE id = 1")',
        },
    ),
    Case(
        "a table that may be there",
        {
            **TABLES,
            "003": 'if not sa.inspect(op.get_bind()).has_table("beds"):\n        ' + TABLES["001"],
        },
    ),
)
