"""Which columns a statement writes, from what, and whether all rows are meant."""

from __future__ import annotations

from typing import Any

# (the column that is written, the column that it is taken from); "" where there is none.
Pairs = tuple[tuple[str, str], ...]
_FILLING = ("COALESCE", "IFNULL", "NVL")


def all_rows(tree: Any) -> bool:
    """Whether an UPDATE or DELETE has no condition, or one that is about no column."""
    from sqlglot import exp

    target = tree.this
    joined = target.args.get("joins") if isinstance(target, exp.Table) else None
    if joined and any(join.args.get("on") or join.args.get("using") for join in joined):
        return False
    where = tree.args.get("where")
    if where is None:
        return tree.args.get("limit") is None
    return where.find(exp.Column, exp.Query) is None


def assigned(tree: Any) -> Pairs:
    """What an UPDATE sets; a column that is only filled where it is NULL is left out."""
    from sqlglot import exp

    found = []
    for each in tree.expressions:
        if not isinstance(each, exp.EQ) or not isinstance(each.this, exp.Column):
            continue
        name, value = each.this.name, each.expression
        if isinstance(value, exp.Column) and value.name == name and not value.table:
            continue
        if isinstance(value, exp.Coalesce) or value.key.upper() in _FILLING:
            first = value.this
            if isinstance(first, exp.Column) and first.name == name:
                continue
        found.append((name, _source(value)))
    return tuple(found)


def inserted(tree: Any) -> Pairs:
    """What an INSERT writes, if it takes its rows from a query."""
    from sqlglot import exp

    query = tree.expression
    if not isinstance(query, exp.Select):
        return ()
    listed = tree.this.expressions if isinstance(tree.this, exp.Schema) else []
    names = [each.name for each in listed]
    sources = [_source(each) or ("*" if each.is_star else "") for each in query.expressions]
    if not names:
        names = sources
    return tuple(zip(names, sources, strict=False))


def selected(tree: Any) -> Pairs:
    """The columns that a query gives; ``*`` for all."""
    from sqlglot import exp

    found: dict[tuple[str, str], None] = {}
    for select in tree.find_all(exp.Select):
        for each in select.expressions:
            if each.is_star:
                found["", "*"] = None
            for column in each.find_all(exp.Column):
                found["", column.name] = None
    return tuple(found)


def _source(value: Any) -> str:
    """The only column in an expression; ``""`` for none or several."""
    from sqlglot import exp

    names = {column.name for column in value.find_all(exp.Column)}
    return str(names.pop()) if len(names) == 1 else ""
