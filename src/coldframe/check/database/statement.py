"""One SQL statement that a revision sent, and what it does to which table."""

from __future__ import annotations

from typing import NamedTuple

# What a statement does to a table.
CREATE, ALTER, DROP, RENAME = "create", "alter", "drop", "rename"
READ, INSERT, UPDATE, DELETE = "read", "insert into", "update", "delete from"
# A foreign key, a view or a trigger depends on the table.
REFER = "refer to"
SCHEMA = (CREATE, ALTER, DROP, RENAME)
DATA = (INSERT, UPDATE, DELETE)


class Touch(NamedTuple):
    """``act`` on ``table``.

    ``by`` is who depends on it (REFER), or the new name (RENAME).  ``whole`` tells that a
    DELETE or UPDATE has no condition.  ``detail`` is the part of an ALTER: ``drop column x``,
    ``rename column x to y``; of a REFER ``view`` or ``trigger x``, and nothing for a foreign key.
    ``columns`` are those that are written, each with the one that it is taken from (``""``: none).
    """

    act: str
    table: str
    by: str = ""
    whole: bool = False
    detail: str = ""
    columns: tuple[tuple[str, str], ...] = ()


class Statement(NamedTuple):
    """What was sent, by which line of the revision, and what it touches.

    ``path`` and ``line`` are in the file of the revision, or of the host's helper when the
    revision's own file is not in the stack.  ``sql`` has no values in it.  ``static`` tells
    that it was read and not run.  ``committed`` marks a commit, which has no SQL of its own.
    """

    sql: str
    path: str
    line: int
    touches: tuple[Touch, ...] = ()
    helper: str = ""  # path:line, where a helper of the host has sent it
    committed: bool = False
    static: bool = False
