"""Rows whose foreign keys refer to nothing, for engines that do not look at every statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from coldframe.operate.restoring.restore_plan import Part


def orphans(connection: Connection, parts: Sequence[Part]) -> dict[str, int]:
    """How many rows of each target refer by a foreign key to a row that is not there."""
    from sqlalchemy import and_, column, func, select
    from sqlalchemy.sql import table as named

    found: dict[str, int] = {}
    for part in parts:
        for key in part.target.foreign_keys:
            child = named(part.target.name, *map(column, key.columns)).alias("child")
            parent = named(key.table, *map(column, dict.fromkeys(key.referred))).alias("parent")
            pairs = list(zip(key.columns, key.referred, strict=True))
            joined = child.outerjoin(
                parent, and_(*(child.c[own] == parent.c[other] for own, other in pairs))
            )
            query = (
                select(func.count())
                .select_from(joined)
                .where(
                    *(child.c[own].is_not(None) for own, _ in pairs),
                    parent.c[pairs[0][1]].is_(None),
                )
            )
            number = int(connection.execute(query).scalar_one())
            name = f"{part.target.name} ({', '.join(key.columns)}) to {key.table}"
            found[name] = number
    return found
