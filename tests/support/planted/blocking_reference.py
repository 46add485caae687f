"""A preview's foreign key does not keep stable rows from being deleted."""

from __future__ import annotations

from planted.case import TABLES, Case


def key(more: str = "", table: str = "water_beds", to: str = "beds.id", null: bool = True) -> str:
    return (
        f'op.create_table("{table}", sa.Column("id", sa.Integer, primary_key=True),'
        f' sa.Column("bed", sa.Integer, sa.ForeignKey("{to}"{more}), nullable={null}))'
    )


CASCADE = ', ondelete="CASCADE"'
BATCH = (
    'with op.batch_alter_table("water_plans", recreate="auto") as batch:\n'
    '        batch.add_column(sa.Column("bed", sa.Integer))\n'
    '        batch.create_foreign_key("fk_bed", "beds", ["bed"], ["id"]{})'
)

FAULTS = (
    Case("no word about deletion", {**TABLES, "003": key()}),
    Case("no action", {**TABLES, "003": key(', ondelete="NO ACTION"')}),
    Case("restrict", {**TABLES, "003": key(', ondelete="RESTRICT"')}),
    Case(
        "set null where null may not be",
        {**TABLES, "003": key(', ondelete="SET NULL"', null=False)},
        ("sqlite", "postgresql"),  # MariaDB refuses it
    ),
    Case("by batch mode", {**TABLES, "003": BATCH.format("")}),
    Case(
        "through a cascade",
        {**TABLES, "003": key(CASCADE), "004": key("", "water_taps", "water_beds.id")},
    ),
    Case("made before the table was renamed", {**TABLES, "003": key(), "004": 'op.rename_table("water_beds", "water_plots")'}),
)  # fmt: skip

NEAR_MISSES = (
    Case("cascade", {**TABLES, "003": key(CASCADE)}),
    Case("set null", {**TABLES, "003": key(', ondelete="SET NULL"')}),
    Case("between tables of the feature", {**TABLES, "003": key("", to="water_plans.id")}),
    Case(
        "gone at the end",
        {**TABLES, "003": key(), "004": 'op.drop_table("water_beds")'},
    ),
    Case("between stable tables", {**TABLES, "003": key("", "paths")}),
)
