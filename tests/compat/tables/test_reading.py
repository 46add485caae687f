"""What is read of models, however they are written; none of them is imported."""

from __future__ import annotations

import pytest
from declared_examples import changes, declared

from coldframe.compat.declared.registry import TABLES
from coldframe.compat.tables.entry import Column, ForeignKey, Table


def read(**files: str) -> dict[str, Table]:
    """The tables by name; ``models="..."`` is the file ``shop/models.py``."""
    found = declared(TABLES, {f"shop/{name}.py": text for name, text in files.items()})
    return {each.name: each for each in found.all}


def columns(table: Table) -> dict[str, Column]:
    return {each.name: each for each in table.columns}


def test_columns_come_from_classes_of_several_modules() -> None:
    found = read(
        base="""
import sqlalchemy as sa
from sqlalchemy.orm import declarative_base, declared_attr
Base = declarative_base()
SIZE = 80

class Named:
    name = sa.Column(sa.String(SIZE), nullable=False, index=True)

    @declared_attr
    def bed_id(cls):
        return sa.Column(sa.ForeignKey("beds.id", ondelete="SET NULL"))
""",
        models="""
import sqlalchemy as sa
from shop import base

class Plant(base.Named, base.Base):
    __tablename__ = "plants"
    __table_args__ = (sa.UniqueConstraint("name", "bed_id"), {"mysql_engine": "InnoDB"})
    id = sa.Column(sa.Integer, primary_key=True)
    hot = sa.Column("is_hot", sa.Boolean, server_default=sa.false(), nullable=False)

class Tree(Plant):
    "Of the same table."
""",
    )
    assert [*found] == ["plants"]
    plants = found["plants"]
    assert plants.whole and plants.keys and plants.primary == ("id",)
    assert plants.uniques == (("bed_id", "name"),) and plants.indexes == (("name",),)
    assert plants.foreign == (ForeignKey(("bed_id",), "beds.id", "set null"),)
    every = columns(plants)
    assert {*every} == {"name", "bed_id", "id", "is_hot"}
    assert (every["name"].length, every["name"].required) == ("80", True)
    assert every["is_hot"].default == "false()"
    assert every["id"].automatic and every["id"].required


def test_annotations_say_what_may_be_null() -> None:
    found = read(
        models="""
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase): ...
class Bed(Base):
    __tablename__ = "beds"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    note: Mapped[str | None]
    plants: Mapped[list["Plant"]] = relationship()
"""
    )
    beds = columns(found["beds"])
    assert [(each.name, each.type, each.required) for each in beds.values()] == [
        ("id", "integer", True),
        ("name", "text", True),
        ("note", "text", False),
    ]


def test_tables_that_are_calls() -> None:
    found = read(
        models="""
import sqlalchemy as sa
from rich.table import Table as Shown
meta = sa.MetaData()
links = sa.Table(
    "links", meta,
    sa.Column("a", sa.Integer, primary_key=True),
    sa.Column("b", sa.Integer, sa.ForeignKey("b.id")),
    sa.Index("by_b", "b", "a"),
)
Table("No", title="a table that is printed")
"""
    )
    assert [*found] == ["links"]
    assert found["links"].indexes == (("b", "a"),) and found["links"].whole


def test_types_of_the_host_are_what_they_stand_for() -> None:
    found = read(
        types="""
import sqlalchemy as sa
def Long():
    return sa.Text().with_variant(sa.dialects.mysql.LONGTEXT(), "mysql")
class Kept(sa.types.TypeDecorator):
    impl = sa.String(36)
""",
        models="""
import sqlalchemy as sa
from sqlalchemy import Table as Made
from shop import types
Size = sa.BigInteger()
Made("beds", sa.MetaData(), sa.Column("a", types.Long()), sa.Column("b", types.Kept),
     sa.Column("c", Size))
""",
    )
    given = [(each.type, each.length) for each in found["beds"].columns]
    assert given == [("text", ""), ("text", "36"), ("big integer", "")]


def test_classes_of_neutron_lib_bring_columns_and_names() -> None:
    found = read(
        models="""
import sqlalchemy as sa
from neutron_lib.db import model_base
from somewhere import More

class Bed(model_base.BASEV2, model_base.HasId, model_base.HasProject):
    name = sa.Column(sa.String(255))

class Plant(model_base.BASEV2, More):
    name = sa.Column(sa.String(255))
"""
    )
    beds = found["beds"]
    assert {*columns(beds)} == {"id", "project_id", "name"} and beds.whole
    assert beds.primary == ("id",)
    assert not found["plants"].whole


def test_models_of_django() -> None:
    found = read(
        apps="""
from django.apps import AppConfig
class ShopConfig(AppConfig):
    name = "shop"
    label = "garden"
""",
        models="""
from django.db import models
from django.contrib.auth.models import AbstractUser

class Named(models.Model):
    name = models.CharField(max_length=80, unique=True)
    class Meta:
        abstract = True

class Bed(Named):
    plant = models.ForeignKey("Plant", on_delete=models.CASCADE, null=True)
    friends = models.ManyToManyField("self")
    class Meta:
        indexes = [models.Index(fields=["-name", "plant"])]

class Raised(Bed):
    high = models.IntegerField(db_default=3)

class Shown(Bed):
    class Meta:
        proxy = True

class Theirs(models.Model):
    class Meta:
        managed = False

class Plants(models.QuerySet):
    pass

class Gardener(AbstractUser):
    note = models.TextField()
""",
    )
    assert [*found] == ["garden_bed", "garden_bed_friends", "garden_gardener", "garden_raised"]
    bed = found["garden_bed"]
    assert {*columns(bed)} == {"id", "name", "plant_id"} and bed.primary == ("id",)
    assert bed.foreign == (ForeignKey(("plant_id",), "garden.plant", ""),)
    assert bed.uniques == (("name",),) and not columns(bed)["plant_id"].required
    assert bed.indexes == (("name", "plant_id"),)
    raised = found["garden_raised"]
    assert {*columns(raised)} == {"bed_ptr_id", "high"} and columns(raised)["high"].default == "3"
    assert not found["garden_gardener"].whole


def test_templates_of_projects_have_no_tables() -> None:
    model = "from django.db import models\nclass Bed(models.Model):\n    pass\n"
    assert read(**{"template/home/models": model}) == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0 Column(",
        "class Bed(:\n    __tablename__ = 'x'",
        "class Bed(Bed):\n    __tablename__ = 'x'\n    x = Column()\n",
        "class Bed:\n    __tablename__ = 'x'\n    __table_args__ = (*a, b, Index(), Index('a', *b))\n",
        "class Bed:\n    __tablename__ = 'x'\n    a = Column(*x)\n    b = Column('', None)\n",
        "class Bed:\n    __tablename__ = name()\n    a = Column(Enum(E), ForeignKey())\n",
        "from django.db import models\nclass Bed(models.Model):\n"
        "    a = models.ForeignKey()\n    b = models.DecimalField()\n"
        "    class Meta:\n        unique_together = x\n        constraints = [y, models.Q()]\n",
        "x = Table('x', meta, *columns)\ny = Table(name, meta)\nz = Table('z', m, Column(Integer))\n",
    ],
)
def test_whatever_stands_there_nothing_breaks(text: str) -> None:
    tree = declared(TABLES, {"shop/models.py": text})
    assert changes(TABLES, tree, tree) == []


def test_what_a_base_of_another_library_may_have_is_no_error() -> None:
    start = "from django.db import models\nfrom wagtail.models import Page\n"
    base = start + "class Bed(models.Model, Page):\n    name = models.CharField(max_length=9)\n"
    head = start + "class Bed(models.Model, Page):\n    pass\n"
    one, other = (declared(TABLES, {"shop/models.py": text}) for text in (base, head))
    assert [(c.rule, c.severity) for c in changes(TABLES, one, other)] == [
        ("column_perhaps_removed", "warning")
    ]
    assert changes(TABLES, other, one) == []
