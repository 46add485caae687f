"""Errors that are no fault of a revision: a lost connection, a full disk, somebody's lock."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.database.walk import Ran

GONE, FULL, LOCKED = "gone", "full", "locked"
_FULL = (
    "disk is full",
    "disk full",
    "no space left",
    "could not extend file",
    "could not write to file",
    "disk i/o error",
    "errcode: 28",
    "file too large",
)
_LOCKED = (
    "lock wait timeout",
    "lock timeout",
    "database is locked",
    "database table is locked",
    "database schema is locked",
)
_GONE = (
    "server has gone away",
    "lost connection",
    "terminating connection",
    "connection was killed",
    "server closed the connection",
    "connection is closed",
    "the connection is lost",
    "can't connect to",
    "connection refused",
)


def trouble(error: BaseException) -> str:
    """GONE, FULL or LOCKED, or ``""`` for an error that the revision itself has made.

    What the error was raised from, or while handling, counts too.
    """
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        words = str(getattr(current, "orig", None) or current).lower()
        if getattr(current, "connection_invalidated", False):
            return GONE
        if isinstance(current, OSError) and current.errno in (
            errno.ENOSPC,
            errno.EFBIG,
            errno.EDQUOT,
        ):
            return FULL
        if _is_of_database(current):
            for kind, signs in ((FULL, _FULL), (LOCKED, _LOCKED), (GONE, _GONE)):
                if any(sign in words for sign in signs):
                    return kind
            if "is full" in words and "table" in words:  # MariaDB: The table 'x' is full
                return FULL
        current = current.__cause__ or current.__context__
    return ""


def told(database: str, kind: str, doing: str, why: str) -> Mistake:
    """What the user is told of trouble of that ``kind`` (``""``: none of the known ones).

    ``database`` is the engine's name, ``doing`` goes on from "while", ``why`` is what it said.
    """
    again = "and run it again: only the scratch database was touched"
    what = {
        GONE: f"{database} broke off the connection while {doing}",
        FULL: f"there is no room left for {database} while {doing}",
        LOCKED: f"another client of {database} holds a lock, waited for in vain while {doing}",
    }.get(kind, f"{database} gave up while {doing}")
    remedy = {
        GONE: f"See that the server is up {again}.",
        FULL: f"Free some room, or name another folder in TMPDIR, {again}.",
        LOCKED: f"End the other client {again}.",
    }.get(kind, "Nothing but the scratch database was touched.")
    return Mistake(f"{what}: {why}", remedy)


def raise_if_broken_off(database: str, ran: Ran) -> None:
    """Raises Mistake for a lost connection and a full disk: they say nothing of the revision.

    A lock is another matter: nobody else knows a scratch database, so it is the revision's own.
    """
    failure = ran.failure
    if failure is not None and failure.trouble in (FULL, GONE):
        raise told(database, failure.trouble, f"{ran.step.id} ran", failure.why)


@contextmanager
def troubles_told(database: str) -> Iterator[None]:
    """Raises Mistake for a lost connection and a full disk in the block."""
    from sqlalchemy.exc import SQLAlchemyError

    from coldframe.check.database.scratch import said

    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        if (kind := trouble(error)) not in (GONE, FULL):
            raise
        raise told(database, kind, "rows were read or made", said(error)) from None


def _is_of_database(error: BaseException) -> bool:
    """Whether SQLAlchemy or a driver has raised it, and not the host with such words."""
    return any(
        base.__name__ in ("DBAPIError", "DatabaseError", "InterfaceError", "OperationalError")
        for base in type(error).__mro__
    )
