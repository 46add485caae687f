"""What holds for any tables: the same breaks nothing, and what may be null breaks nobody."""

from __future__ import annotations

from declared_examples import changes
from hypothesis import given, settings
from hypothesis import strategies as st

from coldframe.compat.change import ERROR, INFO
from coldframe.compat.declared.registry import TABLES
from coldframe.compat.tables.entry import Column, ForeignKey, Table, Tables

WORDS = ("bed", "litres", "name", "row")
SETS = st.lists(st.lists(st.sampled_from(WORDS), unique=True, min_size=1).map(tuple), max_size=2)


@st.composite
def tables(draw: st.DrawFn) -> Tables:
    found = []
    for name in sorted(draw(st.sets(st.sampled_from(["beds", "plants"])))):
        columns = [
            Column(
                word,
                "shop/models.py",
                type=draw(st.sampled_from(["", "text", "integer", "big integer", "Shape"])),
                length=draw(st.sampled_from(["", "9", "SIZE"])),
                required=draw(st.booleans()),
                default=draw(st.sampled_from(["", "3"])),
                values=draw(st.sampled_from([(), ("a",), ("a", "b")])),
            )
            for word in draw(st.lists(st.sampled_from(WORDS), unique=True))
        ]
        keys = [ForeignKey(each, "x.id", "cascade") for each in draw(SETS)]
        found.append(
            Table(
                name,
                "SQLAlchemy",
                "shop/models.py",
                model=draw(st.sampled_from(["", "shop.A", "shop.B"])),
                columns=tuple(columns),
                primary=tuple(draw(st.sets(st.sampled_from(WORDS), max_size=2))),
                uniques=tuple(tuple(sorted(each)) for each in draw(SETS)),
                foreign=tuple({each.columns: each for each in keys}.values()),
                indexes=tuple(draw(SETS)),
                whole=draw(st.booleans()),
                keys=draw(st.booleans()),
                stage=draw(st.sampled_from(["", "preview"])),
            )
        )
    return Tables(tuple(found), tuple(draw(st.sets(st.sampled_from(["shop.A"])))))


@given(tables(), tables())
@settings(max_examples=150)
def test_the_same_breaks_nothing_and_anything_can_be_compared(a: Tables, b: Tables) -> None:
    assert changes(TABLES, a, a) == []
    for change in changes(TABLES, a, b):
        assert change.message and "{" not in change.message


@given(tables())
@settings(max_examples=100)
def test_what_is_new_and_may_be_null_breaks_nobody(base: Tables) -> None:
    more = (
        Column("soon", "shop/models.py", type="text"),
        Column("late", "shop/models.py", type="text", required=True, default="3"),
    )
    grown = tuple(each._replace(columns=(*each.columns, *more)) for each in base.all)
    head = base._replace(all=(*grown, Table("rows", "SQLAlchemy", "shop/models.py")))
    assert {change.severity for change in changes(TABLES, base, head)} <= {INFO}


@given(tables())
@settings(max_examples=100)
def test_what_is_required_without_a_default_breaks_who_writes(base: Tables) -> None:
    more = Column("soon", "shop/models.py", type="text", required=True)
    head = base._replace(
        all=tuple(each._replace(columns=(*each.columns, more)) for each in base.all)
    )
    told = {c.subject: c.severity for c in changes(TABLES, base, head)}
    sure = {f"{each.name}.soon": each for each in base.all if each.whole}
    assert {*told} == {*sure}
    assert all((told[name] == ERROR) == (not sure[name].stage) for name in sure)
