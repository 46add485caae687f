"""Batches, subjects, facts and corrections, to which rows are added and nothing else."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_COUNTS = ("passed", "failed", "errors", "skipped", "noted")
_TABLES = (
    "coldframe_batches",
    "coldframe_subjects",
    "coldframe_facts",
    "coldframe_corrections",
)


def upgrade() -> None:
    """Make the tables, and have the database refuse to change or delete a row."""
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "coldframe_batches",
        sa.Column("id", number, nullable=False),
        sa.Column("recorded", sa.String(20), nullable=False),
        sa.Column("time", sa.String(20), nullable=False),
        sa.Column("feature", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("run", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("commit_hash", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in _COUNTS),
        sa.PrimaryKeyConstraint("id", name="pk_coldframe_batches"),
        if_not_exists=True,
    )
    op.create_table(
        "coldframe_subjects",
        sa.Column("id", number, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_coldframe_subjects"),
        if_not_exists=True,
    )
    op.create_table(
        "coldframe_facts",
        sa.Column("id", number, nullable=False),
        sa.Column("batch", number, nullable=False),
        sa.Column("subject", number, nullable=False),
        sa.Column("outcome", sa.SmallInteger, nullable=False),
        sa.Column("time", sa.String(20), nullable=False),
        sa.Column("value", sa.Double),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("size", sa.Double),
        sa.Column("variant", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_coldframe_facts"),
        sa.ForeignKeyConstraint(
            ["batch"], ["coldframe_batches.id"], name="fk_coldframe_facts_batch"
        ),
        sa.ForeignKeyConstraint(
            ["subject"], ["coldframe_subjects.id"], name="fk_coldframe_facts_subject"
        ),
        if_not_exists=True,
    )
    op.create_table(
        "coldframe_corrections",
        sa.Column("fact", number, autoincrement=False, nullable=False),
        sa.Column("corrects", number, nullable=False),
        sa.PrimaryKeyConstraint("fact", name="pk_coldframe_corrections"),
        sa.ForeignKeyConstraint(
            ["fact"], ["coldframe_facts.id"], name="fk_coldframe_corrections_fact"
        ),
        sa.ForeignKeyConstraint(
            ["corrects"], ["coldframe_facts.id"], name="fk_coldframe_corrections_corrects"
        ),
        if_not_exists=True,
    )
    for table, columns, unique in (
        ("coldframe_batches", ["feature", "kind", "digest", "commit_hash"], False),
        ("coldframe_subjects", ["name"], True),
        ("coldframe_facts", ["batch", "outcome", "subject"], False),
        ("coldframe_corrections", ["corrects"], True),
    ):
        name = f"ix_{table}_{'_'.join(columns)}"
        op.create_index(name, table, columns, unique=unique, if_not_exists=True)
    if op.get_bind().dialect.name == "postgresql":
        _only_added_to_on_postgresql()
    else:
        _only_added_to_on_sqlite()


def _only_added_to_on_sqlite() -> None:
    for table in _TABLES:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
                " BEGIN SELECT RAISE(ABORT, 'evidence is only added to'); END"
            )


def _only_added_to_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION coldframe_only_added_to() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'evidence is only added to'; END $$"
    )
    for table in _TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION coldframe_only_added_to()"
        )
