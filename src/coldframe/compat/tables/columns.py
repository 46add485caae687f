"""The columns of one table in two versions, compared."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from coldframe.compat.commands.written import UNKNOWN
from coldframe.compat.declared.difference import Difference
from coldframe.compat.declared.places import place
from coldframe.compat.tables.entry import Column, Table
from coldframe.compat.tables.types import KNOWN, is_narrower, is_wider


def column_differences(base: Table, head: Table) -> Iterator[Difference]:
    """Every difference of what the rows hold."""
    there = {each.name: each for each in head.columns}
    before = {each.name for each in base.columns}
    more = [each for each in head.columns if each.name not in before]
    lost = [each for each in base.columns if each.name not in there]
    renamed = _renamed(base, head, lost, more)
    for column in base.columns:
        now = there.get(column.name)
        if now is not None:
            yield from _both(base, column, now)
        elif renamed and column is renamed[0]:
            yield _told("column_renamed", base, column, renamed[1], new=renamed[1].name)
        else:
            rule = "column_removed" if head.whole else "column_perhaps_removed"
            yield _told(rule, base, column, None)
    for column in more:
        if (renamed and column is renamed[1]) or not base.whole:
            continue
        bare = column.required and not column.default and not column.automatic
        rule = "required_column_added" if bare else "column_added"
        yield Difference(rule, f"{base.name}.{column.name}", place(base), place(column))


def _renamed(
    base: Table, head: Table, lost: list[Column], more: list[Column]
) -> tuple[Column, Column] | None:
    """The one column that is gone and the one that is new, if they are the same otherwise."""
    if len(lost) == len(more) == 1 and base.whole and head.whole:
        one, other = lost[0], more[0]
        bare = {"name": "", "path": "", "line": 0}
        if one.type and one._replace(**bare) == other._replace(**bare):  # type: ignore[arg-type]
            return one, other
    return None


def _told(rule: str, table: Table, base: Column, head: Column | None, **told: str) -> Difference:
    where = place(base)
    after = place(head) if head is not None else where._replace(line=0)
    return Difference(rule, f"{table.name}.{base.name}", where, after, tuple(told.items()))


def _both(table: Table, base: Column, head: Column) -> Iterator[Difference]:
    yield from _type(table, base, head)
    if lost := [each for each in base.values if each not in head.values and head.values]:
        yield _told("column_value_removed", table, base, head, old=", ".join(lost))
    if more := [each for each in head.values if each not in base.values and base.values]:
        yield _told("column_value_added", table, base, head, new=", ".join(more))
    if head.required and not base.required:
        yield _told("column_became_required", table, base, head)
    elif base.required and not head.required:
        yield _told("column_left_required", table, base, head)
    if base.default and not head.default and head.required:
        yield _told("column_default_removed", table, base, head)
    elif base.default != head.default and _is_known(base.default) and _is_known(head.default):
        old, now = base.default or "nothing", head.default or "nothing"
        yield _told("column_default_changed", table, base, head, old=old, new=now)


def _type(table: Table, base: Column, head: Column) -> Iterator[Difference]:
    old, now = _shown(base), _shown(head)
    if old == now or not base.type or not head.type:
        return
    if base.type == head.type:
        rule = _by_length(base.length, head.length)
    elif is_wider(base.type, head.type):
        rule = "column_widened"
    elif is_narrower(base.type, head.type):
        rule = "column_narrowed"
    elif base.type in KNOWN and head.type in KNOWN:
        rule = "column_type_changed"
    else:
        rule = "column_type_perhaps_changed"
    yield _told(rule, table, base, head, old=old, new=now)


def _by_length(old: str, now: str) -> str:
    if not now:
        return "column_widened"
    if not old:
        return "column_narrowed" if now.isdigit() else "column_type_perhaps_changed"
    if not (old.isdigit() and now.isdigit()):
        return "column_type_perhaps_changed"
    return "column_narrowed" if int(now) < int(old) else "column_widened"


def _shown(column: Column) -> str:
    return f"{column.type}({column.length})" if column.length else column.type


def _is_known(default: str) -> bool:
    """Whether a default is written out; what is computed may be the same by another name."""
    if default == UNKNOWN:
        return False
    bare = default.removesuffix("()").lower()
    if not default or (bare != default.lower() and bare in ("true", "false", "now", "null")):
        return True
    try:
        ast.literal_eval(default)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return False
    return True
