"""The tables and rows for which a revision is to be written, from what others have made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import MetaData, Table
    from sqlalchemy.engine import Engine

    from coldframe.resolve.migrating.folding import Folded


def drafted_tables(
    folded: Mapping[str, Folded], as_it_is: MetaData, reflected: Collection[str]
) -> list[Table]:
    """The tables of ``as_it_is``, in an order in which each finds those that it refers to.

    They are as operations wrote them (``folded``), those in ``reflected`` as the database has
    them.
    """
    from sqlalchemy import Column, Integer, Table

    from coldframe.resolve.migrating.folding import metadata_of

    own = set(as_it_is.tables)
    metadata = metadata_of(
        each for name, each in folded.items() if name in own and name not in reflected
    )
    for name in sorted(reflected):
        as_it_is.tables[name].to_metadata(metadata)
    for table in list(metadata.tables.values()):
        for key in table.foreign_keys:
            name, _, column = key.target_fullname.rpartition(".")
            if name not in metadata.tables:
                Table(name, metadata, Column(column, Integer))
            elif column not in metadata.tables[name].c:
                metadata.tables[name].append_column(Column(column, Integer))
    return [table for table in metadata.sorted_tables if table.name in own]


def present_rows(
    engine: Engine, as_it_is: MetaData, folded: Mapping[str, Folded]
) -> dict[str, list[dict[str, Any]]]:
    """All rows of the tables of ``as_it_is``, in values of the types that revisions wrote."""
    from sqlalchemy import column, select
    from sqlalchemy import table as named

    found = {}
    with engine.connect() as connection:
        for name, table in as_it_is.tables.items():
            types = {one.name: one.type for one in table.columns}
            if name in folded:
                types |= {one["name"]: one["type_"] for one in folded[name].columns}
            columns = [column(one.name, types[one.name]) for one in table.columns]
            rows = connection.execute(select(*columns).select_from(named(name)))
            kept = [dict(row._mapping) for row in rows]
            if kept:
                found[name] = kept
    return found
