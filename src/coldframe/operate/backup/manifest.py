"""What a backup says of itself, and whether its files are what it says.

The manifest is written last: a folder without one is no backup, whatever is in it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from coldframe.declare.mistake import Mistake
from coldframe.operate.backup.columns import Column, ForeignKey, Table
from coldframe.operate.backup.values import row

FORMAT, VERSION = "coldframe-backup", 1
MANIFEST, UNFINISHED = "manifest.json", "unfinished.json"
_STEP = 1 << 20


class Saved(NamedTuple):
    """One table of a backup: its ``rows`` are in ``file``, which has ``bytes`` and ``sha256``.

    ``digest`` is that of the rows, in whatever order.
    """

    table: Table
    feature: str
    file: str
    rows: int
    bytes: int
    sha256: str
    digest: str


class Backup(NamedTuple):
    """A whole backup.  ``lists`` are (environment, its revisions) of the site at that moment."""

    folder: str
    made: str
    database: str
    engine: str
    dialect: str
    server: str
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    tables: tuple[Saved, ...]

    def rows_of(self, saved: Saved) -> Iterator[list[Any]]:
        """The rows of a table, one at a time, in the order of its columns."""
        with open(os.path.join(self.folder, saved.file), "rb") as stream:
            for line in stream:
                yield row(line)


def written(backup: Backup) -> str:
    """The text of the manifest."""
    said = {
        "format": FORMAT,
        "version": VERSION,
        "made": backup.made,
        "database": backup.database,
        "engine": backup.engine,
        "dialect": backup.dialect,
        "server": backup.server,
        "lists": [{"environment": path, "now": list(now)} for path, now in backup.lists],
        "tables": [
            {
                "name": each.table.name,
                "feature": each.feature or None,
                "file": each.file,
                "rows": each.rows,
                "bytes": each.bytes,
                "sha256": each.sha256,
                "digest": each.digest,
                "columns": [column._asdict() for column in each.table.columns],
                "key": list(each.table.key),
                "foreign_keys": [key._asdict() for key in each.table.foreign_keys],
            }
            for each in backup.tables
        ],
    }
    return json.dumps({**said, "seal": _seal(said)}, indent=1, ensure_ascii=False) + "\n"


def _seal(said: dict[str, Any]) -> str:
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def opened(folder: str) -> Backup:
    """The backup in ``folder``; its files are not read yet, see ``damages``.

    Raises Mistake when there is none, when it was cut off, and when its manifest is damaged.
    """
    place = os.path.join(folder, MANIFEST)
    if not os.path.isdir(folder):
        raise Mistake(f"there is no backup {folder}", "Name the folder that --backup has made.")
    if os.path.exists(os.path.join(folder, UNFINISHED)):
        raise Mistake(f"{folder} is no whole backup: {unfinished(folder)}", "Make it again.")
    try:
        with open(place, encoding="utf-8") as stream:
            said = json.load(stream)
        if said.get("format") == FORMAT and said.get("version", 0) > VERSION:
            raise Mistake(
                f"{folder} was made by a newer Coldframe (format {said['version']})",
                "Use that one, or a newer one.",
            )
        if said.pop("seal", None) != _seal(said) or said.get("format") != FORMAT:
            raise ValueError
        return _read(folder, said)
    except OSError as error:
        raise Mistake(
            f"{folder} is no backup: {MANIFEST} cannot be read: {error.strerror}",
            "Name the folder that --backup has made.",
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Mistake(
            f"{place} is damaged: it is not what --backup wrote", "Use another copy of the backup."
        ) from None


def unfinished(folder: str) -> str:
    """What is there of a backup that was cut off."""
    try:
        with open(os.path.join(folder, UNFINISHED), encoding="utf-8") as stream:
            tables = json.load(stream)["tables"]
        whole = [t["name"] for t in tables if os.path.exists(os.path.join(folder, t["file"]))]
        missing = [t["name"] for t in tables if t["name"] not in whole]
    except (OSError, ValueError, KeyError, TypeError):
        return "it was cut off"
    return (
        f"it was cut off; there are {', '.join(whole) or 'no tables'},"
        f" there are not {', '.join(missing) or 'its last words'}"
    )


def damages(backup: Backup) -> list[str]:
    """What is wrong with the files, a sentence each; every byte of them is read."""
    found = []
    for each in backup.tables:
        place = os.path.join(backup.folder, each.file)
        hashed = sha256()
        try:
            with open(place, "rb") as stream:
                while block := stream.read(_STEP):
                    hashed.update(block)
        except OSError as error:
            found.append(f"{each.file}, the rows of {each.table.name}: {error.strerror}")
            continue
        if hashed.hexdigest() != each.sha256:
            found.append(f"{each.file}, the rows of {each.table.name}, is damaged")
    return found


def _read(folder: str, said: dict[str, Any]) -> Backup:
    return Backup(
        folder,
        said["made"],
        said["database"],
        said["engine"],
        said["dialect"],
        said["server"],
        tuple((each["environment"], tuple(each["now"])) for each in said["lists"]),
        tuple(_table(each) for each in said["tables"]),
    )


def _table(said: dict[str, Any]) -> Saved:
    if os.path.isabs(said["file"]) or ".." in said["file"].split("/"):
        raise ValueError("a file outside of the backup")
    keys: Sequence[dict[str, Any]] = said["foreign_keys"]
    table = Table(
        said["name"],
        tuple(Column(**column) for column in said["columns"]),
        tuple(said["key"]),
        tuple(ForeignKey(tuple(k["columns"]), k["table"], tuple(k["referred"])) for k in keys),
    )
    return Saved(
        table,
        said["feature"] or "",
        said["file"],
        said["rows"],
        said["bytes"],
        said["sha256"],
        said["digest"],
    )
