"""Empty tables like those of a site that the revisions of this tree do not make.

A site may have tables of revisions that are gone by now; what pending ones do with them is seen
only where they are.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

if TYPE_CHECKING:
    from sqlalchemy import MetaData
    from sqlalchemy.engine import Connection, Engine


def make_alike(site: Connection, scratch: Engine, names: Collection[str]) -> None:
    """Make tables with the columns of the site's ``names`` on ``scratch``.

    With their keys and, on the same kind of engine, their foreign keys if these can be made;
    without defaults and indexes.  A table that cannot be made is left out.
    """
    from sqlalchemy.exc import SQLAlchemyError

    same = site.dialect.name == scratch.dialect.name
    with catch_warnings():
        simplefilter("ignore")  # about types that SQLAlchemy does not know
        plain = _described(site, names, same, keys=False)
        keyed = _described(site, names, same, keys=True) if same else plain
    try:
        keyed.create_all(scratch, tables=[keyed.tables[name] for name in names])
    except SQLAlchemyError:
        for table in plain.tables.values():
            with suppress(SQLAlchemyError):
                table.create(scratch, checkfirst=True)


def _described(site: Connection, names: Collection[str], same: bool, keys: bool) -> MetaData:
    from sqlalchemy import Column, ForeignKeyConstraint, MetaData, Table, inspect

    inspector, found = inspect(site), MetaData()
    for name in names:
        primary = inspector.get_pk_constraint(name).get("constrained_columns") or ()
        parts: list[Any] = [
            Column(
                column["name"],
                _type(column["type"], same),
                primary_key=column["name"] in primary,
                nullable=bool(column["nullable"]),
                autoincrement=False,
            )
            for column in inspector.get_columns(name)
        ]
        for key in inspector.get_foreign_keys(name) if keys else ():
            own, other = key["constrained_columns"], key["referred_columns"]
            table = key["referred_table"]
            if table not in names and table not in found.tables:
                types = {c["name"]: c["type"] for c in inspector.get_columns(table)}
                Table(table, found, *(Column(each, types[each]) for each in other))
            referred = [f"{table}.{each}" for each in other]
            parts.append(ForeignKeyConstraint(own, referred, name=key.get("name")))
        Table(name, found, *parts)
    return found


def _type(found: Any, same: bool) -> Any:
    from sqlalchemy import Text, types

    if isinstance(found, types.NullType):
        return Text()
    if same:
        return found
    try:
        return found.as_generic()
    except NotImplementedError:
        return Text()
