"""Every table gets rows that its engine accepts, or a reason why not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from databases import SERVERS, server
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coldframe.check.database.scratch import clear, scratch
from coldframe.check.database.seeds.planting import plant


@pytest.fixture(scope="module", params=SERVERS)
def engine(request: pytest.FixtureRequest) -> Iterator[sa.Engine]:
    with scratch(server(request.param)) as made:
        yield made


def seeded(
    engine: sa.Engine, metadata: sa.MetaData, *, rows: int = 5, extreme: bool = True
) -> tuple[dict[str, list[tuple[object, ...]]], dict[str, str]]:
    """All rows by table, and the notes, after the tables were made and seeded."""
    clear(engine)
    metadata.create_all(engine)
    with engine.connect() as connection:
        notes = plant(connection, rows=rows, extreme=extreme)
        found = {
            table.name: [tuple(row) for row in connection.execute(table.select())]
            for table in metadata.sorted_tables
        }
    return found, notes


def test_types_and_conditions(engine: sa.Engine) -> None:
    metadata = sa.MetaData()
    sa.Table(
        "everything",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(3), nullable=False, unique=True),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("kind", sa.Enum("a", "b", name="kinds", create_constraint=True), nullable=False),
        sa.Column("state", sa.String(20), sa.CheckConstraint("state IN ('up', 'down')")),
        sa.Column("percent", sa.Integer, sa.CheckConstraint("percent BETWEEN 10 AND 20")),
        sa.Column("size", sa.Integer, sa.CheckConstraint("size > 100"), nullable=False),
        sa.Column("low", sa.Integer, nullable=False),
        sa.Column("high", sa.Integer, nullable=False),
        sa.Column("word", sa.String(30), sa.CheckConstraint("length(word) >= 12")),
        sa.Column("price", sa.Numeric(8, 2), nullable=False),
        sa.Column("ratio", sa.Float),
        sa.Column("at", sa.DateTime, server_default=sa.func.now(), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("hour", sa.Time),
        sa.Column("raw", sa.LargeBinary, nullable=False),
        sa.Column("extra", sa.JSON, nullable=False),
        sa.Column("yes", sa.Boolean, nullable=False),
        sa.Column("big", sa.BigInteger),
        sa.Column("small", sa.SmallInteger),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("double", sa.Integer, sa.Computed("size * 2")),
        sa.CheckConstraint("low < high"),
    )
    found, notes = seeded(engine, metadata, rows=9)
    assert notes == {}
    rows = found["everything"]
    assert len(rows) == 9
    names = [str(row[2]) for row in rows]
    assert any("Ünïcödé" in name and len(name) == 255 for name in names)
    assert {row[3] for row in rows} == {"a", "b"}
    assert {row[4] for row in rows} == {"up", "down", None}
    assert any(row[18] == 2**63 - 1 for row in rows)


def test_references(engine: sa.Engine) -> None:
    """A self-reference, a pair of columns, a table between two, a circle."""
    metadata = sa.MetaData()
    sa.Table(
        "sites",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("kind", sa.Integer, primary_key=True, autoincrement=False),
    )
    sa.Table(
        "beds",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("site", sa.String(36), nullable=False),
        sa.Column("kind", sa.Integer, nullable=False),
        sa.Column("beside", sa.ForeignKey("beds.id")),
        sa.Column("gate", sa.ForeignKey("gates.id", name="to_gates", use_alter=True)),
        sa.ForeignKeyConstraint(["site", "kind"], ["sites.id", "sites.kind"]),
    )
    sa.Table(
        "gates",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("bed", sa.ForeignKey("beds.id"), nullable=False, unique=True),
    )
    sa.Table(
        "planted",
        metadata,
        sa.Column("bed", sa.ForeignKey("beds.id"), primary_key=True),
        sa.Column("gate", sa.ForeignKey("gates.id"), primary_key=True),
    )
    clear(engine)
    metadata.create_all(engine)
    with engine.connect() as connection:
        assert plant(connection, rows=6) == {}
        beds = connection.execute(sa.text("SELECT id, beside, gate FROM beds")).all()
        planted = connection.execute(sa.text("SELECT bed, gate FROM planted")).all()
    assert len(beds) == 6 and any(row.beside for row in beds) and any(row.gate for row in beds)
    assert len(set(planted)) == 6


def test_tables_that_need_each_other(engine: sa.Engine) -> None:
    metadata = sa.MetaData()
    for name, other in (("hens", "eggs"), ("eggs", "hens")):
        sa.Table(
            name,
            metadata,
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column(
                "for_it",
                sa.ForeignKey(f"{other}.id", name=f"{name}_of", use_alter=True),
                nullable=False,
            ),
        )
    sa.Table(
        "itself",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("of", sa.ForeignKey("itself.id"), nullable=False),
    )
    clear(engine)
    metadata.create_all(engine)
    with engine.connect() as connection:
        assert plant(connection, rows=3) == {}
        orphans = "SELECT count(*) FROM hens WHERE for_it NOT IN (SELECT id FROM eggs)"
        assert connection.execute(sa.text(orphans)).scalar() == 0
        assert connection.execute(sa.text("SELECT count(*) FROM itself")).scalar() == 3


def test_what_cannot_be_seeded_is_told(engine: sa.Engine) -> None:
    metadata = sa.MetaData()
    sa.Table(
        "never",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, sa.CheckConstraint("a * a < a"), nullable=False),
    )
    sa.Table(
        "child",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("of", sa.ForeignKey("never.id"), nullable=False),
    )
    _, notes = seeded(engine, metadata)
    assert "the database refuses them" in notes["never"]
    assert notes["child"] == "no rows could be made: of must refer to never, which has no rows"


def test_two_runs_are_the_same(engine: sa.Engine) -> None:
    metadata = sa.MetaData()
    sa.Table(
        "beds",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("name", sa.String(50)),
        sa.Column("at", sa.DateTime),
    )
    assert seeded(engine, metadata)[0] == seeded(engine, metadata)[0]


def test_what_has_rows_is_left_alone(engine: sa.Engine) -> None:
    metadata = sa.MetaData()
    beds = sa.Table("beds", metadata, sa.Column("id", sa.Integer, primary_key=True))
    clear(engine)
    metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(beds.insert(), {"id": 77})
    with engine.connect() as connection:
        plant(connection, rows=5)
        assert connection.execute(beds.select()).all() == [(77,)]


KINDS = st.sampled_from(
    [
        sa.Integer(),
        sa.BigInteger(),
        sa.SmallInteger(),
        sa.String(1),
        sa.String(2),
        sa.String(36),
        sa.String(200),
        sa.Text(),
        sa.Boolean(),
        sa.Date(),
        sa.DateTime(),
        sa.Time(),
        sa.Numeric(5, 0),
        sa.Numeric(30, 10),
        sa.Float(),
        sa.LargeBinary(),
        sa.JSON(),
        sa.Uuid(),
    ]
)
COLUMN = st.tuples(KINDS, st.booleans(), st.booleans())
TABLE = st.tuples(st.lists(COLUMN, max_size=5), st.lists(st.integers(0, 4), max_size=2))
INDEXED = (sa.Integer, sa.BigInteger, sa.String, sa.Date, sa.DateTime, sa.Uuid)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables=st.lists(TABLE, min_size=1, max_size=4), extreme=st.booleans())
def test_any_schema_is_seeded(
    engine: sa.Engine,
    tables: list[tuple[list[tuple[sa.types.TypeEngine[object], bool, bool]], list[int]]],
    extreme: bool,
) -> None:
    metadata = sa.MetaData()
    for number, (columns, parents) in enumerate(tables):
        sa.Table(
            f"select {number}",  # a name that must be quoted
            metadata,
            sa.Column("id", sa.Integer, primary_key=True),
            *(
                sa.Column(
                    f"c {at}",
                    kind,
                    nullable=nullable,
                    unique=unique and type(kind) in INDEXED,
                )
                for at, (kind, nullable, unique) in enumerate(columns)
            ),
            *(
                sa.Column(f"p{at}", sa.ForeignKey(f"select {parent}.id"), nullable=number <= parent)
                for at, parent in enumerate(parents)
                if parent <= number and parent < len(tables)
            ),
        )
    found, notes = seeded(engine, metadata, rows=3, extreme=extreme)
    assert notes == {}
    assert all(len(rows) == 3 for rows in found.values())
