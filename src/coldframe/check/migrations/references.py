"""Where what refers to a table was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.check.database.statement import REFER, Statement
from coldframe.check.migrations.made_and_gone import BATCH, place, renamed_tables

if TYPE_CHECKING:
    from coldframe.check.database.history import Chapter, History
    from coldframe.check.database.shape import ForeignKey

Made = tuple["Chapter", Statement]


def where_key_was_made(history: History, table: str, key: ForeignKey) -> Made | None:
    """The revision that made the foreign key of ``table`` as it is now, and the statement."""
    name = table
    for chapter in reversed(history.chapters):
        if chapter.read:
            continue
        before = {new: old for old, new in renamed_tables(chapter).items()}
        if name in chapter.after and _has(chapter, name, key, before.get(name, name)):
            return chapter, _sent(chapter, name, key)
        name = before.get(name, name)
    return None


def where_dependent_was_made(history: History, name: str) -> Made | None:
    """The revision that made a view or trigger, and the statement."""
    for chapter in reversed(history.chapters):
        for statement in reversed(chapter.statements):
            for touch in statement.touches:
                if touch.act == REFER and name in (touch.by, touch.detail.removeprefix("trigger ")):
                    return chapter, statement
    return None


def _has(chapter: Chapter, name: str, key: ForeignKey, before: str) -> bool:
    """Whether the key is there after the chapter and was not before it."""

    def there(shape: object) -> bool:
        keys = getattr(shape, "foreign_keys", ())
        return any((k.columns, k.on_delete) == (key.columns, key.on_delete) for k in keys)

    return there(chapter.after[name]) and not there(chapter.before.get(before))


def _sent(chapter: Chapter, name: str, key: ForeignKey) -> Statement:
    for statement in chapter.statements:
        for touch in statement.touches:
            if touch.act == REFER and touch.table == key.table and touch.by in (name, BATCH + name):
                return statement
    return place(chapter, name, REFER)
