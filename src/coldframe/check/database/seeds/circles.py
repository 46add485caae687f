"""Seeding tables that need each other: references are not checked until both are there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


@contextmanager
def unchecked(connection: Connection, wanted: bool) -> Iterator[None]:
    """No foreign key is checked in the block if ``wanted``; SQLite checks none anyway.

    On PostgreSQL that needs a superuser, unless the keys are DEFERRABLE.
    """
    from sqlalchemy import text
    from sqlalchemy.exc import SQLAlchemyError

    dialect = connection.dialect.name
    if not wanted or dialect not in ("postgresql", "mysql", "mariadb"):
        yield
        return
    if dialect == "postgresql":
        connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))
        try:
            with connection.begin_nested():
                connection.execute(text("SET LOCAL session_replication_role = replica"))
        except SQLAlchemyError:
            yield
            return
        yield
        connection.execute(text("SET LOCAL session_replication_role = DEFAULT"))
        return
    connection.execute(text("SET foreign_key_checks = 0"))
    try:
        yield
    finally:
        connection.execute(text("SET foreign_key_checks = 1"))
