"""Makes one database of MariaDB the same as another on its server, and leaves what is the same.

A ``CREATE TABLE`` is written to the disk before it ends, so it takes longer than comparing a
hundred tables.  https://mariadb.com/kb/en/checksum-table/ tells tables with other rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy.engine import Engine

_PATIENCE = 10  # seconds; the server would wait for a lock for a day


class _There(NamedTuple):
    """What is in a database: each table as the server writes it, with a sum of its rows."""

    tables: dict[str, tuple[str, Any]]
    views: tuple[str, ...]


def renew(copy: Engine, source: Engine) -> None:
    """Give ``copy`` the tables, rows, views and triggers of ``source``, as the server writes them.

    Whoever is still connected to ``copy`` is cut off.
    """
    from coldframe.check.database.scratch import cut_off

    copy.dispose()
    with copy.connect() as opened:
        cut_off(opened, str(copy.url.database))
        connection = opened.execution_options(no_parameters=True)  # a `%` is a `%`

        def ask(sql: str) -> list[Any]:
            result = connection.exec_driver_sql(sql)
            return list(result) if result.returns_rows else []

        ask(
            "SET FOREIGN_KEY_CHECKS = 0, UNIQUE_CHECKS = 0, SQL_MODE = 'NO_AUTO_VALUE_ON_ZERO',"
            f" lock_wait_timeout = {_PATIENCE}"
        )
        _renew(ask, str(source.url.database), str(copy.url.database))
        connection.commit()
    copy.dispose()  # what comes next has the server's settings again


def _renew(ask: Callable[[str], list[Any]], source: str, target: str) -> None:
    wanted, there = _there(ask, source), _there(ask, target)
    for trigger in ask(f"SHOW TRIGGERS FROM `{target}`"):
        ask(f"DROP TRIGGER `{target}`.`{trigger[0]}`")
    for view in there.views:
        ask(f"DROP VIEW `{target}`.`{view}`")
    for name in there.tables.keys() - wanted.tables.keys():
        ask(f"DROP TABLE `{target}`.`{name}`")
    new = [name for name, text in wanted.tables.items() if there.tables.get(name) != text]
    for name in new:
        if name in there.tables:
            ask(f"DROP TABLE `{target}`.`{name}`")
    for name in new:  # when all old ones are gone: names of foreign keys are the database's
        ask(wanted.tables[name][0])
    columns = _columns(ask, source) if new else {}
    for name in new:
        listed = ", ".join(columns[name])
        ask(f"INSERT INTO `{name}` ({listed}) SELECT {listed} FROM `{source}`.`{name}`")
    for view in wanted.views:
        made = ask(f"SHOW CREATE VIEW `{source}`.`{view}`")[0][1]
        ask(made.replace(f"`{source}`.", f"`{target}`."))
    for trigger in ask(f"SHOW TRIGGERS FROM `{source}`"):
        made = ask(f"SHOW CREATE TRIGGER `{source}`.`{trigger[0]}`")[0][2]
        ask(made.replace(f"`{source}`.", ""))


def _there(ask: Callable[[str], list[Any]], database: str) -> _There:
    tables: list[str] = []
    views: list[str] = []
    for name, kind in ask(f"SHOW FULL TABLES FROM `{database}`"):
        (views if kind == "VIEW" else tables).append(name)
    sums = _sums(ask, database, tables)
    return _There(
        {
            name: (ask(f"SHOW CREATE TABLE `{database}`.`{name}`")[0][1], sums.get(name))
            for name in tables
        },
        tuple(views),
    )


def _sums(
    ask: Callable[[str], list[Any]], database: str, tables: Iterable[str]
) -> dict[str, int | None]:
    listed = ", ".join(f"`{database}`.`{name}`" for name in tables)
    found = ask(f"CHECKSUM TABLE {listed}") if listed else []
    return {name.removeprefix(f"{database}."): number for name, number in found}


def _columns(ask: Callable[[str], list[Any]], database: str) -> dict[str, list[str]]:
    """The columns of each table that are not computed by the server."""
    found: dict[str, list[str]] = {}
    for table, column, computed in ask(
        "SELECT table_name, column_name, generation_expression FROM information_schema.columns"
        f" WHERE table_schema = '{database}' ORDER BY table_name, ordinal_position"
    ):
        if not computed:
            found.setdefault(table, []).append(f"`{column}`")
    return found
