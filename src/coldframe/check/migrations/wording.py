"""What findings on migrations call things."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.database.history import Chapter
    from coldframe.check.database.statement import Statement


def whose(owner: str) -> str:
    """Who owns a table or a revision."""
    return f"the preview feature {owner}" if owner else "stable code"


def how_known(chapter: Chapter, statement: Statement) -> str:
    """What a reader has to know to find or to believe it; ``""`` for what simply ran."""
    if statement.helper:
        return f", in {statement.helper}"
    if chapter.read:
        return " (only read: the list stops before it)"
    if statement.static:
        return " (only read: this line did not run)"
    return ""
