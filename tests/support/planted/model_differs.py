"""Models and migrations are about the same tables."""

from __future__ import annotations

from planted.case import TABLES, Case

ENV = """\
from alembic import context
from sqlalchemy import create_engine

{imports}

target_metadata = Base.metadata
{more}
engine = create_engine(context.config.get_main_option("sqlalchemy.url"))
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=target_metadata{given})
    with context.begin_transaction():
        context.run_migrations()
"""
MODELS = """\
import sqlalchemy as sa
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Bed(Base):
    __tablename__ = "beds"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String({length}){name})
    wet = sa.Column(sa.Integer)
{bed}

class Plan(Base):
    __tablename__ = "water_plans"
    id = sa.Column(sa.Integer, primary_key=True)
    litres = sa.Column(sa.Integer)
{plan}
{rest}
"""


def models(
    *,
    length: int = 40,
    name: str = "",
    bed: str = "",
    plan: str = "",
    rest: str = "",
    imports: str = "from garden.models import Base",
    more: str = "",
    given: str = "",
) -> dict[str, str]:
    """An env.py and models of the two tables, with additions."""
    return {
        "garden/migrations/env.py": ENV.format(imports=imports, more=more, given=given),
        "garden/models.py": MODELS.format(length=length, name=name, bed=bed, plan=plan, rest=rest),
    }


ONLY_TABLES = """
def include_object(thing, name, kind, reflected, other):
    return kind != "table" or name != "paths"
"""
PATHS = 'op.create_table("paths", sa.Column("id", sa.Integer, primary_key=True))'
NOTE = "    note = sa.Column(sa.String(40))\n"

FAULTS = (
    Case("a column that no revision makes", TABLES, files=models(bed=NOTE)),
    Case("a column of a feature", TABLES, files=models(plan=NOTE)),
    Case(
        "a column that no model has",
        {**TABLES, "003": 'op.add_column("beds", sa.Column("note", sa.String(40)))'},
        files=models(),
    ),
    Case(
        "a table that no revision makes",
        TABLES,
        files=models(
            rest='class Path(Base):\n    __tablename__ = "paths"\n    id = sa.Column(sa.Integer, primary_key=True)\n'
        ),
    ),
    Case("a table that no model has", {**TABLES, "003": PATHS}, files=models()),
    Case("another length", TABLES, files=models(length=80)),
    Case("a column that must be given", TABLES, files=models(name=", nullable=False")),
    Case("an index that no revision makes", TABLES, files=models(name=", index=True")),
    Case(
        "a foreign key that no revision makes",
        TABLES,
        files=models(plan='    bed = sa.Column(sa.Integer, sa.ForeignKey("beds.id"))\n'),
    ),
)

NEAR_MISSES = (
    Case("no models at all", {**TABLES, "003": PATHS}),
    Case(
        "a model that is no table",
        TABLES,
        files=models(
            rest="class Abstract(Base):\n    __abstract__ = True\n    id = sa.Column(sa.Integer, primary_key=True)\n"
        ),
    ),
    Case("a default that only Python knows", TABLES, files=models(name=', default="bed"')),
    Case(
        "an index of both",
        {**TABLES, "003": 'op.create_index("ix_beds_name", "beds", ["name"])'},
        files=models(name=", index=True"),
    ),
    Case(
        "a foreign key of both",
        {
            **TABLES,
            "003": 'op.create_table("water_beds", sa.Column("id", sa.Integer, primary_key=True), sa.Column("bed", sa.Integer, sa.ForeignKey("beds.id", ondelete="CASCADE")))',
        },
        files=models(
            rest='class WaterBed(Base):\n    __tablename__ = "water_beds"\n    id = sa.Column(sa.Integer, primary_key=True)\n    bed = sa.Column(sa.Integer, sa.ForeignKey("beds.id", ondelete="CASCADE"))\n'
        ),
    ),
    Case("the same", TABLES, files=models()),
    Case(
        "a column that a later revision makes",
        {**TABLES, "003": 'op.add_column("beds", sa.Column("note", sa.String(40)))'},
        files=models(bed=NOTE),
    ),
    Case(
        "a table that env.py leaves out",
        {**TABLES, "003": PATHS},
        files=models(more=ONLY_TABLES, given=", include_object=include_object"),
    ),
    Case(
        "a table that is gone again",
        {**TABLES, "003": PATHS, "004": 'op.drop_table("paths")'},
        files=models(),
        released=TABLES,
    ),
    Case(
        "models that need something that is not there",
        TABLES,
        files=models(
            imports="try:\n    import nowhere\nexcept ImportError:\n    nowhere = None\nfrom garden.models import Base"
        ),
    ),
    Case(
        "an env.py that calls for its metadata",
        {**TABLES},
        files={
            **models(),
            "coldframe.toml": '[database]\nmodels = "garden.models:Base.metadata"\n',
            "garden/migrations/env.py": ENV.format(
                imports="from garden.models import Base",
                more="target_metadata = dict(a=Base.metadata)['a']",
                given="",
            ),
        },
    ),
    Case(
        "a renamed column",
        {
            **TABLES,
            "003": 'op.execute("ALTER TABLE beds RENAME COLUMN wet TO damp")',
        },
        files={
            **models(),
            "garden/models.py": MODELS.replace("wet =", "damp =").format(
                length=40, name="", bed="", plan="", rest=""
            ),
        },
    ),
)
