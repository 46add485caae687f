"""A copy of a scratch database, for trying something on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from coldframe.check.database.leftovers import own_prefix
from coldframe.check.database.scratch import connectable, on_a_server, parsed

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


@contextmanager
def copied(server: str, engine: Engine) -> Iterator[Engine]:
    """An engine on a copy of ``engine``'s scratch database on ``server``, dropped at the end.

    Nobody may be connected to it: PostgreSQL copies only what nobody uses.  Routines and
    events of MariaDB are not copied.  Raises Mistake as ``scratch`` does.
    """
    engine.dispose()
    backend = engine.dialect.name
    if backend == "sqlite":
        yield from _file(engine)
    elif backend == "postgresql":
        yield from on_a_server(parsed(server), template=str(engine.url.database))
    else:
        for copy in on_a_server(parsed(server)):
            _fill(engine, copy)
            yield copy


def _file(engine: Engine) -> Iterator[Engine]:
    from shutil import copyfile
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix=own_prefix()) as folder:
        place = os.path.join(folder, "copy.db")
        if engine.url.database and os.path.exists(engine.url.database):
            copyfile(engine.url.database, place)
        copy = connectable(engine.url.set(database=place))
        try:
            yield copy
        finally:
            copy.dispose()


def _fill(engine: Engine, copy: Engine) -> None:
    """Tables, rows, views and triggers, as the server itself writes them."""
    source, target = engine.url.database, copy.url.database
    connection = copy.raw_connection()
    try:
        cursor = connection.cursor()

        def ask(sql: str) -> list[Any]:
            cursor.execute(sql)
            return list(cursor.fetchall())

        ask("SET FOREIGN_KEY_CHECKS = 0, UNIQUE_CHECKS = 0, SQL_MODE = 'NO_AUTO_VALUE_ON_ZERO'")
        views = []
        for name, kind in ask(f"SHOW FULL TABLES FROM `{source}`"):
            if kind == "VIEW":
                views.append(name)
                continue
            ask(ask(f"SHOW CREATE TABLE `{source}`.`{name}`")[0][1])
            columns = ", ".join(
                f"`{column[0]}`"
                for column in ask(f"SHOW COLUMNS FROM `{source}`.`{name}`")
                if "GENERATED" not in column[5].upper()
            )
            ask(f"INSERT INTO `{name}` ({columns}) SELECT {columns} FROM `{source}`.`{name}`")
        for name in views:
            made = ask(f"SHOW CREATE VIEW `{source}`.`{name}`")[0][1]
            ask(made.replace(f"`{source}`.", f"`{target}`."))
        for trigger in ask(f"SHOW TRIGGERS FROM `{source}`"):
            made = ask(f"SHOW CREATE TRIGGER `{source}`.`{trigger[0]}`")[0][2]
            ask(made.replace(f"`{source}`.", ""))
        connection.commit()
    finally:
        connection.close()
