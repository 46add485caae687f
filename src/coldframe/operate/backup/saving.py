"""Makes a backup: all of it or nothing, in files that only their owner may read."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO

from coldframe.declare.mistake import Mistake
from coldframe.operate.backup.columns import Table, described
from coldframe.operate.backup.manifest import (
    MANIFEST,
    UNFINISHED,
    Backup,
    Saved,
    written,
)
from coldframe.operate.backup.reading import lines_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from coldframe.operate.address import Address
    from coldframe.operate.loss_plan import LossPlan

SCHEMA = "schema.sql"
_EVERY = 10_000  # rows between two words of progress


def save(
    folder: str,
    database: Address,
    plan: LossPlan,
    tables: Mapping[str, str],
    progress: Callable[[str], None] = lambda doing: None,
) -> Backup:
    """Save all rows of ``tables`` (name → feature) as they are at one moment, into ``folder``.

    They are written into ``<folder>.unfinished``, which is renamed when all of it is on the disk.
    Raises Mistake when the folder is there already, the disk is full, the connection breaks, or
    a value has no exact form; then nothing is left.
    """
    from coldframe.operate.connecting import reading

    folder = os.path.abspath(folder)
    if os.path.lexists(folder) and not (os.path.isdir(folder) and not os.listdir(folder)):
        raise Mistake(f"{folder} is there already", "Name a new folder: nothing is overwritten.")
    files = {name: _file(number, name) for number, name in enumerate(sorted(tables), 1)}
    with _aside(folder, files) as beside, reading(database) as engine:
        with engine.connect() as connection:
            made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            saved = []
            with _created(os.path.join(beside, SCHEMA)) as schema:
                for name, feature in sorted(tables.items()):
                    table = described(connection, name)
                    schema.write(_definition(connection, name).encode("utf-8") + b"\n")
                    saved.append(_saved(connection, beside, table, feature, files[name], progress))
        backup = Backup(
            folder,
            made,
            plan.database,
            plan.engine,
            engine.dialect.name,
            plan.server,
            tuple((place.environment, place.now or ()) for place in plan.places),
            tuple(saved),
        )
        with _created(os.path.join(beside, MANIFEST)) as stream:
            stream.write(written(backup).encode("utf-8", "surrogateescape"))
        os.unlink(os.path.join(beside, UNFINISHED))
        _synced(beside)
        os.rename(beside, folder)
        _synced(os.path.dirname(folder))
    return backup


def _saved(
    connection: Connection,
    beside: str,
    table: Table,
    feature: str,
    file: str,
    progress: Callable[[str], None],
) -> Saved:
    from coldframe.operate.backup.digest import RowDigest

    hashed, digest, size = sha256(), RowDigest(), 0
    part = os.path.join(beside, f"{file}.part")
    with _created(part) as stream:
        for line in lines_of(connection, table):
            stream.write(line)
            hashed.update(line)
            digest.add(line)
            size += len(line)
            if digest.rows % _EVERY == 0:
                progress(f"saving {table.name}: {digest.rows:,} rows")
    os.rename(part, os.path.join(beside, file))
    return Saved(table, feature, file, digest.rows, size, hashed.hexdigest(), str(digest))


def _file(number: int, name: str) -> str:
    return f"{number:04}-{re.sub(r'[^A-Za-z0-9_]', '_', name)[:60]}.jsonl"


@contextmanager
def _aside(folder: str, files: Mapping[str, str]) -> Iterator[str]:
    """The folder beside, with a note of what is to come; it is gone unless it was renamed."""
    beside = f"{folder}.unfinished"
    try:
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        _clear(beside)
        os.mkdir(beside, 0o700)
    except OSError as error:
        raise Mistake(
            f"{error.filename or beside} cannot be written: {error.strerror}",
            "Name a folder for the backup where you may write.",
        ) from None
    try:
        with _created(os.path.join(beside, UNFINISHED)) as stream:
            listed = [{"name": name, "file": file} for name, file in files.items()]
            stream.write(json.dumps({"process": os.getpid(), "tables": listed}).encode())
        yield beside
    except OSError as error:
        raise Mistake(
            f"the backup cannot be written to {folder}: {error.strerror}",
            "Nothing of it was kept. Make room, or name a folder on another disk.",
        ) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _clear(beside: str) -> None:
    """Take away what a backup that was cut off has left; refuses what is not that."""
    note = os.path.join(beside, UNFINISHED)
    if not os.path.lexists(beside):
        return
    try:
        with open(note, encoding="utf-8") as stream:
            process = int(json.load(stream)["process"])
    except (OSError, ValueError, KeyError, TypeError):
        if os.path.isdir(beside) and not os.path.islink(beside) and not os.listdir(beside):
            os.rmdir(beside)
            return
        raise Mistake(
            f"{beside} is there, and no backup has left it", "Move it away, or name another folder."
        ) from None
    if process != os.getpid() and _runs(process):
        raise Mistake(
            f"process {process} is making this backup", "Wait for it, or name another folder."
        )
    shutil.rmtree(beside)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@contextmanager
def _created(place: str) -> Iterator[BinaryIO]:
    """A new file that only its owner may read; on the disk when the block ends."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with open(os.open(place, flags, 0o600), "wb", buffering=1 << 20) as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())


def _synced(folder: str) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _definition(connection: Connection, name: str) -> str:
    """The statements that make the table, for people: nothing reads them again."""
    from sqlalchemy import MetaData, text
    from sqlalchemy import Table as Reflected
    from sqlalchemy.exc import SQLAlchemyError
    from sqlalchemy.schema import CreateTable

    dialect = connection.dialect
    if dialect.name == "sqlite":
        found = connection.execute(
            text("SELECT sql FROM sqlite_master WHERE tbl_name = :name AND sql IS NOT NULL"),
            {"name": name},
        )
        return "".join(f"{sql};\n" for (sql,) in found)
    if dialect.name in ("mysql", "mariadb"):
        quoted = dialect.identifier_preparer.quote_identifier(name)
        row = connection.exec_driver_sql(f"SHOW CREATE TABLE {quoted}").one()
        return f"{row[1]};\n"
    try:
        reflected = Reflected(name, MetaData(), autoload_with=connection, resolve_fks=False)
        return f"{CreateTable(reflected).compile(dialect=dialect)};\n".lstrip()
    except SQLAlchemyError as error:
        return f"-- {name}: {type(error).__name__}\n"
