"""Errors that are no fault of a revision: a lost connection, a full disk, somebody's lock."""

from __future__ import annotations

import errno

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


def _is_of_database(error: BaseException) -> bool:
    """Whether SQLAlchemy or a driver has raised it, and not the host with such words."""
    return any(
        base.__name__ in ("DBAPIError", "DatabaseError", "InterfaceError", "OperationalError")
        for base in type(error).__mro__
    )
