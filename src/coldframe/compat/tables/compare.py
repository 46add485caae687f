"""Two versions of the database tables, compared."""

from __future__ import annotations

from collections.abc import Iterator

from coldframe.compat.declared.difference import Difference
from coldframe.compat.declared.places import differing, gone, new, stages
from coldframe.compat.tables.columns import column_differences
from coldframe.compat.tables.entry import ForeignKey, Table, Tables


def table_differences(old: Tables, now: Tables) -> Iterator[Difference]:
    """Every difference from ``old`` to ``now``."""
    base = {each.name: each for each in old.all}
    head = {each.name: each for each in now.all}
    heirs: set[str] = set()
    for name, table in base.items():
        after = head.get(name)
        if after is not None:
            yield from stages("table", table, after)
            for found in (*column_differences(table, after), *_keys(table, after)):
                yield found._replace(stage=table.stage)
            continue
        heir = _heir(table, base, head)
        if heir is not None:
            heirs.add(heir.name)
            yield differing("table_renamed", table, heir, new=heir.name)
            for found in column_differences(table, heir):
                yield found._replace(stage=table.stage)
        elif table.model and table.model in now.unnamed:
            yield gone("table_perhaps_removed", table)
        else:
            yield gone("table_removed", table)
    for name, table in head.items():
        if name not in base and name not in heirs and table.model not in old.unnamed:
            yield new("table_added", table)


def _heir(table: Table, base: dict[str, Table], head: dict[str, Table]) -> Table | None:
    """The table that the same model stands for, and that was not there."""
    same = [
        each
        for each in head.values()
        if each.model == table.model and each.model and each.name not in base
    ]
    return same[0] if len(same) == 1 else None


def _keys(base: Table, head: Table) -> Iterator[Difference]:
    kept = {each.name for each in base.columns} & {each.name for each in head.columns}
    known = base.keys and head.keys and base.whole and head.whole
    if known and base.primary and head.primary and {*base.primary} != {*head.primary}:
        told = {"old": _listed(base.primary), "new": _listed(head.primary)}
        yield differing("primary_key_changed", base, head, **told)
    primary = [{*base.primary}, {*head.primary}]
    before = (*base.uniques, tuple(sorted(base.primary)))
    for columns in _only(head.uniques, before) if base.keys else ():
        # A key of columns of which one is new holds nothing back that was written before.
        looser = any(old and {*old} <= {*columns} for old in before)  # was so before
        if {*columns} <= kept and not looser:
            yield differing("unique_added", base, head, new=_listed(columns))
    for columns in _only(base.uniques, head.uniques):
        narrower = any({*now} <= {*columns} for now in head.uniques)
        if {*columns} <= kept and {*columns} not in primary and not narrower and head.keys:
            yield differing("unique_removed", base, head, old=_listed(columns))
    yield from _foreign(base, head, kept)
    covered = [head.primary, *head.indexes, *(each.columns for each in head.foreign)]
    for columns in _only(base.indexes, head.indexes):
        still = any(other[: len(columns)] == columns for other in covered) or any(
            {*columns} <= {*unique} for unique in head.uniques
        )
        if {*columns} <= kept and not still and head.keys:
            yield differing("index_removed", base, head, old=_listed(columns))
    for columns in _only(head.indexes, base.indexes):
        if base.keys:
            yield differing("index_added", base, head, new=_listed(columns))


def _foreign(base: Table, head: Table, kept: set[str]) -> Iterator[Difference]:
    old, now = ({each.columns: each for each in table.foreign} for table in (base, head))
    for columns, key in now.items():
        before = old.get(columns)
        if not {*columns} <= kept:
            continue
        if before is None or _moved(before, key):
            told = f"{_listed(columns)} ({key.target})"
            if base.keys or before is not None:
                yield differing("foreign_key_added", base, head, new=told)
        elif before.action != key.action:
            told = _listed(columns)
            yield differing(
                "foreign_key_action_changed", base, head,
                what=told, old=before.action or "nothing said", new=key.action or "nothing said",
            )  # fmt: skip
    for columns, key in old.items():
        if {*columns} <= kept and columns not in now and head.keys:
            yield differing(
                "foreign_key_removed", base, head, old=f"{_listed(columns)} ({key.target})"
            )


def _moved(old: ForeignKey, now: ForeignKey) -> bool:
    return bool(old.target and now.target) and old.target != now.target


def _only(
    these: tuple[tuple[str, ...], ...], those: tuple[tuple[str, ...], ...]
) -> Iterator[tuple[str, ...]]:
    return (each for each in dict.fromkeys(these) if each not in those)


def _listed(columns: tuple[str, ...]) -> str:
    return ", ".join(columns)
