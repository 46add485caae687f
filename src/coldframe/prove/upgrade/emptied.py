"""Deletes the rows of some tables, children first, as turning a feature off may."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coldframe.check.database.seeds.tables import seed_tables

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


def empty(connection: Connection, names: Sequence[str]) -> None:
    """Delete all rows of ``names``; raises SQLAlchemyError if another table needs them."""
    from sqlalchemy import table

    known = seed_tables(connection, names)
    left = [name for name in names if name in known]
    while left:
        needed = {
            reference.table
            for name in left
            for reference in known[name].references
            if reference.table != name
        }
        free = [name for name in left if name not in needed] or left
        for name in free:
            connection.execute(table(name).delete())
        left = [name for name in left if name not in free]
