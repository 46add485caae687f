"""Puts the rows of a backup back into a database, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.operate.restoring.restore_plan import Part, RestorePlan

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from coldframe.operate.address import Address
    from coldframe.operate.backup.manifest import Backup

# Said to the connection that writes: what is stored must be what is sent.
_STRICT = {
    "mysql": (
        "SET SESSION sql_mode = CONCAT(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO,STRICT_ALL_TABLES')",
        "SET SESSION foreign_key_checks = 0",
    ),
}
_IMMEDIATE = ("postgresql",)  # checks foreign keys with every statement


def migrations_restore(
    folder: str,
    database: Address,
    *,
    tables: Sequence[str] = (),
    renamed: Mapping[str, str] | None = None,
    overwrite: bool = False,
    apply: bool = False,
    progress: Callable[[str], None] = lambda doing: None,
) -> RestorePlan:
    """What putting the backup in ``folder`` back into ``database`` does; done with ``apply``.

    ``tables`` limits it to these (as they were called), ``renamed`` says how tables are called
    now, ``overwrite`` replaces rows whose key is there.  Without ``apply`` the database is only
    read.  With it, all is written in one transaction, and only if nothing refuses.

    Raises Mistake for a backup that is not whole or is damaged, a database that cannot be reached,
    and rows that the engine does not take as they are.
    """
    from coldframe.operate.backup.manifest import damages, opened
    from coldframe.operate.connecting import reading, writing

    backup = opened(folder)
    progress(f"reading {folder}")
    if wrong := damages(backup):
        raise Mistake(f"the backup {folder} is damaged: {wrong[0]}", "Use another copy of it.")
    known = {each.table.name for each in backup.tables}
    renamed = renamed or {}
    for name in (*tables, *renamed):
        if name not in known:
            raise Mistake(
                f"there is no table {name} in {folder}", f"There are {', '.join(sorted(known))}."
            )
    wanted = set(tables) or known
    with reading(database) as engine, engine.connect() as connection:
        plan = _planned(connection, backup, database, wanted, renamed, overwrite, progress)
    if not apply or plan.refusals:
        return plan
    with writing(database) as engine, engine.connect() as connection:
        for sql in _STRICT.get(_family(connection), ()):
            connection.exec_driver_sql(sql)
        connection.rollback()
        with connection.begin():
            plan = _planned(connection, backup, database, wanted, renamed, overwrite, progress)
            if plan.refusals:
                return plan
            _write(connection, plan, progress)
    return plan._replace(applied=True)


def _family(connection: Connection) -> str:
    name = connection.dialect.name
    return "mysql" if name == "mariadb" else name


def _planned(
    connection: Connection,
    backup: Backup,
    database: Address,
    wanted: set[str],
    renamed: Mapping[str, str],
    overwrite: bool,
    progress: Callable[[str], None],
) -> RestorePlan:
    from coldframe.check.database.scratch import title
    from coldframe.operate.backup.values import NotExact
    from coldframe.operate.restoring.inserting import present
    from coldframe.operate.restoring.matching import keys_of, ordered, parts

    found, refusals = parts(connection, backup, wanted, renamed)
    listed = []
    for part in ordered(found, immediate=connection.dialect.name in _IMMEDIATE):
        try:
            there = present(connection, backup, part, progress)
        except NotExact as error:
            listed.append(part._replace(refusals=(*part.refusals, str(error))))
            continue
        own = list(part.refusals)
        if there and not keys_of(part):
            own.append(
                f"{part.target.name} has {there:,} rows, and no key to tell them from saved ones"
            )
        elif there and not overwrite:
            own.append(
                f"{part.target.name} has {there:,} of the saved rows already: --overwrite replaces"
                " them"
            )
        listed.append(part._replace(present=there, refusals=tuple(own)))
    refusals += [each for part in listed for each in part.refusals]
    return RestorePlan(
        backup, database.shown, title(connection.engine), tuple(listed), tuple(refusals), overwrite
    )


def _write(connection: Connection, plan: RestorePlan, progress: Callable[[str], None]) -> None:
    from coldframe.operate.backup.values import NotExact
    from coldframe.operate.restoring.inserting import insert
    from coldframe.operate.restoring.orphans import orphans

    looks = connection.dialect.name not in _IMMEDIATE
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    before = orphans(connection, plan.parts) if looks else {}
    for part in plan.parts:
        try:
            insert(connection, plan.backup, part, progress)
        except NotExact as error:
            raise Mistake(str(error), "Nothing was written.") from None
        if connection.dialect.name == "postgresql":
            _count_on(connection, part)
    for name, number in (orphans(connection, plan.parts) if looks else {}).items():
        if number > before[name]:
            raise Mistake(
                f"{number - before[name]:,} rows of {name} would refer to nothing",
                "Nothing was written. Restore what they refer to first.",
            )


def _count_on(connection: Connection, part: Part) -> None:
    """The sequences of PostgreSQL go on after the greatest restored number."""
    from sqlalchemy import text

    quote = connection.dialect.identifier_preparer.quote_identifier
    table = quote(part.target.name)
    for _, into in part.pairs:
        if into.kind != "integer":
            continue
        sequence = connection.execute(
            text("SELECT pg_get_serial_sequence(:table, :column)"),
            {"table": table, "column": into.name},
        ).scalar_one()
        if sequence:
            most = quote(into.name).replace(":", "\\:")
            connection.execute(
                text(
                    f"SELECT setval(:sequence, found.most) FROM (SELECT max({most}) AS most"
                    f" FROM {table}) AS found, {sequence} AS now"
                    " WHERE found.most >= now.last_value"
                ),
                {"sequence": sequence},
            )
