"""Nothing of stable code depends on a preview's table."""

from __future__ import annotations

from planted.case import TABLES, Case

KEY = (
    'op.create_table("paths", sa.Column("id", sa.Integer, primary_key=True),'
    ' sa.Column("plan", sa.Integer, sa.ForeignKey("water_plans.id", ondelete="CASCADE")))'
)
VIEW = 'op.execute("CREATE VIEW {} AS SELECT id FROM {} WHERE id > 0")'
TRIGGERS = {
    "sqlite": 'op.execute("CREATE TRIGGER t AFTER INSERT ON {} BEGIN INSERT INTO {} (id) VALUES (NULL); END")',
    "mariadb": 'op.execute("CREATE TRIGGER t AFTER INSERT ON {} FOR EACH ROW INSERT INTO {} (id) VALUES (9)")',
    "postgresql": 'op.execute("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO {1} (id) VALUES (9); RETURN NEW; END $$")\n    op.execute("CREATE TRIGGER t AFTER INSERT ON {0} FOR EACH ROW EXECUTE FUNCTION f()")',
}

FAULTS = (
    Case("a foreign key", {**TABLES, "003": KEY}),
    Case("a view", {**TABLES, "003": VIEW.format("dry_beds", "water_plans")}),
    Case(
        "a view on a view of the feature",
        {
            **TABLES,
            "003": VIEW.format("water_view", "water_plans"),
            "004": VIEW.format("dry_beds", "water_view"),
        },
    ),
    *(
        Case(f"a trigger of {engine}", {**TABLES, "003": sql.format("beds", "water_plans")}, (engine,))
        for engine, sql in TRIGGERS.items()
    ),
    Case(
        "by batch mode",
        {
            **TABLES,
            "003": 'with op.batch_alter_table("beds") as batch:\n'
            '        batch.add_column(sa.Column("plan", sa.Integer))\n'
            '        batch.create_foreign_key("fk_plan", "water_plans", ["plan"], ["id"])',
        },
    ),
)  # fmt: skip

NEAR_MISSES = (
    Case("a view of stable tables", {**TABLES, "003": VIEW.format("dry_beds", "beds")}),
    Case("a view of the feature", {**TABLES, "003": VIEW.format("water_view", "beds")}),
    Case(
        "a view that is gone",
        {
            **TABLES,
            "003": VIEW.format("dry_beds", "water_plans"),
            "004": 'op.execute("DROP VIEW dry_beds")',
        },
    ),
    Case(
        "a view that only names it in a text",
        {
            **TABLES,
            "003": "op.execute(\"CREATE VIEW dry AS SELECT id FROM beds WHERE name <> 'water_plans'\")",
        },
    ),
)  # fmt: skip
