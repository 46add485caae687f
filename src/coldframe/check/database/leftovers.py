"""Scratch databases that a killed process has left behind: told from others by their names.

A name has the machine, the user and the process in it.  What another machine, another user or a
living process has made is never touched.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

PREFIX = "coldframe_scratch_"
_NAME = re.compile(PREFIX + r"([0-9a-f]{8})_(\d+)_\w+")
_IN_USE = {
    "postgresql": "SELECT datname FROM pg_stat_activity WHERE datname IS NOT NULL",
    "mysql": "SELECT db FROM information_schema.processlist WHERE db IS NOT NULL",
}
_THERE = {
    "postgresql": "SELECT datname FROM pg_database",
    "mysql": "SELECT schema_name FROM information_schema.schemata",
}


def own_prefix() -> str:
    """The beginning of the names that this process gives to its scratch databases."""
    return f"{PREFIX}{_here()}_{os.getpid()}_"


def own_name() -> str:
    """A new name."""
    return own_prefix() + uuid4().hex[:8]


def is_left_over(name: str) -> bool:
    """Whether a process of this machine and user has made it that does not live any more."""
    found = _NAME.fullmatch(name)
    return found is not None and found[1] == _here() and not _lives(int(found[2]))


def drop_leftovers(connection: Connection) -> list[str]:
    """Drop those on the server of ``connection``, to which nobody is connected; their names.

    What may not be dropped is left: it harms nobody but takes room.
    """
    from sqlalchemy.exc import SQLAlchemyError

    kind = "postgresql" if connection.dialect.name == "postgresql" else "mysql"
    dropped = []
    with suppress(SQLAlchemyError):
        there = [str(row[0]) for row in connection.exec_driver_sql(_THERE[kind])]
        dead = [name for name in there if is_left_over(name)]
        used = {str(row[0]) for row in connection.exec_driver_sql(_IN_USE[kind])} if dead else set()
        for name in dead:
            if name not in used:
                with suppress(SQLAlchemyError):
                    connection.exec_driver_sql(f"DROP DATABASE {name}")
                    dropped.append(name)
    return dropped


def remove_leftovers(folder: str) -> list[str]:
    """Remove those of SQLite: folders in ``folder``; their names."""
    from shutil import rmtree

    removed = []
    for name in _listed(folder):
        place = os.path.join(folder, name)
        if is_left_over(name) and os.path.isdir(place) and not os.path.islink(place):
            rmtree(place, ignore_errors=True)
            removed.append(name)
    return removed


def _listed(folder: str) -> Iterable[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return ()


def _lives(process: int) -> bool:
    if os.name == "nt":  # there, the question would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


@cache
def _here() -> str:
    """What tells machines, containers and users from each other."""
    parts = [socket.gethostname(), str(os.getuid()) if hasattr(os, "getuid") else ""]
    for place in ("/etc/machine-id", "/proc/sys/kernel/random/boot_id"):
        with suppress(OSError), open(place, encoding="ascii") as file:
            parts.append(file.read().strip())
    with suppress(OSError):
        parts.append(os.readlink("/proc/self/ns/pid"))
    return blake2b("\n".join(parts).encode(), digest_size=4).hexdigest()
