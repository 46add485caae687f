"""The tables of the store.

A batch is what one ``append`` says of one feature, kind, run and state of the code, with the
count of each outcome: a verdict reads batches, of which there are few, and not facts, of which
there are many.  A correction counts in its own batch, with -1 for what it takes back.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)

from coldframe.prove.evidence.fact import ERROR, FAILED, NOTED, PASSED, SKIPPED, WITHDRAWN

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
# As SQLite calls it, a number of this type alone is given by the database.
NUMBER = BigInteger().with_variant(Integer, "sqlite")
# What an outcome is stored as; numbers once given keep their meaning.
CODES = {PASSED: 1, FAILED: 2, ERROR: 3, SKIPPED: 4, NOTED: 5, WITHDRAWN: 6}
COUNTED = {PASSED: "passed", FAILED: "failed", ERROR: "errors", SKIPPED: "skipped", NOTED: "noted"}

BATCHES = Table(
    "coldframe_batches",
    METADATA,
    Column("id", NUMBER, primary_key=True),
    Column("recorded", String(20), nullable=False),
    Column("time", String(20), nullable=False),  # the newest of its facts
    Column("feature", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("run", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("commit_hash", Text, nullable=False),
    Column("digest", Text, nullable=False),
    *(Column(name, Integer, nullable=False) for name in COUNTED.values()),
    Index(None, "feature", "kind", "digest", "commit_hash"),
)
SUBJECTS = Table(
    "coldframe_subjects",
    METADATA,
    Column("id", NUMBER, primary_key=True),
    Column("name", Text, nullable=False),
    Index(None, "name", unique=True),
)
FACTS = Table(
    "coldframe_facts",
    METADATA,
    Column("id", NUMBER, primary_key=True),
    Column("batch", NUMBER, ForeignKey(BATCHES.c.id), nullable=False),
    Column("subject", NUMBER, ForeignKey(SUBJECTS.c.id), nullable=False),
    Column("outcome", SmallInteger, nullable=False),
    Column("time", String(20), nullable=False),
    Column("value", Double),
    Column("unit", Text, nullable=False),
    Column("size", Double),
    Column("variant", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Index(None, "batch", "outcome", "subject"),
)
# Apart from the facts, because they are few: every question has to look them up.
CORRECTIONS = Table(
    "coldframe_corrections",
    METADATA,
    Column("fact", NUMBER, ForeignKey(FACTS.c.id), primary_key=True, autoincrement=False),
    Column("corrects", NUMBER, ForeignKey(FACTS.c.id), nullable=False),
    # One correction each: who corrects later has to correct the correction.
    Index(None, "corrects", unique=True),
)
