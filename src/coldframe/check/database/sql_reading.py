"""Which tables an SQL statement touches, and how: read by sqlglot in the engine's dialect."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from coldframe.check.database.sql_columns import all_rows, assigned, inserted, selected
from coldframe.check.database.sql_words import is_routine, worded
from coldframe.check.database.statement import (
    ALTER,
    CREATE,
    DELETE,
    DROP,
    INSERT,
    READ,
    REFER,
    RENAME,
    UPDATE,
    Touch,
)

# The names of SQLAlchemy's dialects, and of sqlglot's.
_DIALECTS = {"postgresql": "postgres", "mariadb": "mysql", "mysql": "mysql", "sqlite": "sqlite"}
# Placeholders of the drivers' styles: format, pyformat, numeric, named.
_PLACEHOLDER = re.compile(r"%\(\w+\)s|%s|(?<![:\w]):\w+\b(?!:)")
# What asks the engine about itself.
_ASKING = re.compile(
    r"\s*(?:PRAGMA|SHOW|DESC(?:RIBE)?\b|EXPLAIN|SET\b|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|START|COMMIT"
    r"|USE\b)",
    re.IGNORECASE,
)
_SET_CONSTRAINTS = re.compile(r"(?:^|;)\s*SET\s+CONSTRAINTS\s[^;]*", re.IGNORECASE)
_CATALOGUES = ("information_schema", "pg_catalog", "performance_schema", "mysql", "sys")
# Alembic and PostgreSQL leave COLUMN out, and then sqlglot takes it for a new name of the table.
_RENAMED_COLUMN = re.compile(
    r"(ALTER\s+TABLE\s+.+?\sRENAME\s+)(?!COLUMN\b|TO\b|AS\b|CONSTRAINT\b|INDEX\b|KEY\b)(\S+\s+TO\s)",
    re.IGNORECASE | re.DOTALL,
)


def touches(sql: str, dialect: str, known: Collection[str] = ()) -> tuple[Touch, ...]:
    """What ``sql`` touches; ``known`` are tables that may be named where sqlglot cannot read.

    Tables of the engine's own catalogue are no tables of the host.
    """
    # Frameworks send this before or behind a change, in one text with it.
    sql = _SET_CONSTRAINTS.sub("", sql).strip("; \n") if "CONSTRAINTS" in sql.upper() else sql
    if not sql or _ASKING.match(sql):
        return ()
    found = None if is_routine(sql) else _parsed(sql, _DIALECTS.get(dialect, dialect))
    if found is None:
        return tuple(worded(sql, known, lambda inner: touches(inner, dialect, known)))
    return found


@lru_cache(maxsize=4096)
def _parsed(sql: str, dialect: str) -> tuple[Touch, ...] | None:
    """None when sqlglot cannot read it."""
    import sqlglot
    from sqlglot.errors import SqlglotError

    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    try:
        sql = _RENAMED_COLUMN.sub(r"\1COLUMN \2", sql)
        parsed = sqlglot.parse(_PLACEHOLDER.sub("NULL", sql).replace("%%", "%"), read=dialect)
    except (SqlglotError, RecursionError):
        return None
    found: list[Touch] = []
    for tree in parsed:
        if tree is None:
            continue
        read = _touched(tree)
        if read is None:
            return None
        found += [touch for inner in _inner(tree) for touch in _touched(inner) or ()]
        found += read
    return tuple(dict.fromkeys(found))


def _touched(tree: Any) -> list[Touch] | None:
    from sqlglot import exp

    if isinstance(tree, exp.Create):
        return _created(tree)
    if isinstance(tree, exp.Alter):
        return _altered(tree)
    if isinstance(tree, exp.Drop):
        return _dropped(tree)
    if isinstance(tree, exp.TruncateTable):
        return [Touch(DELETE, table, whole=True) for table in _tables(tree)]
    if isinstance(tree, exp.Insert | exp.Merge):
        target, act = _first_table(tree.this), INSERT if isinstance(tree, exp.Insert) else UPDATE
        pairs = inserted(tree) if act == INSERT else ()
        return [Touch(act, target, columns=pairs), *_reads(tree, {target: 1})] if target else None
    if isinstance(tree, exp.Update):
        target, whole = _first_table(tree.this), all_rows(tree)
        first = Touch(UPDATE, target, whole=whole, columns=assigned(tree))
        return [first, *_reads(tree, {target: 1})] if target else None
    if isinstance(tree, exp.Delete):
        named = [table.name for table in tree.args.get("tables") or ()]
        targets = named or list(filter(None, [_first_table(tree.this)]))
        whole = all_rows(tree) and not (named and tree.find(exp.Join))
        deleted = [Touch(DELETE, target, whole=whole) for target in targets]
        return [*deleted, *_reads(tree, dict.fromkeys(targets, 2))] if targets else None
    if isinstance(tree, exp.Comment):
        return []
    if isinstance(tree, exp.Query):
        return _reads(tree, {})
    return None


def _inner(tree: Any) -> Iterator[Any]:
    """What a statement changes in its WITH, as PostgreSQL lets it."""
    from sqlglot import exp

    for each in tree.find_all(exp.CTE):
        if isinstance(each.this, exp.Insert | exp.Update | exp.Delete):
            yield each.this


def _created(tree: Any) -> list[Touch] | None:
    from sqlglot import exp

    kind = str(tree.args.get("kind") or "").upper()
    if kind == "TABLE":
        name = _first_table(tree.this)
        if not name:
            return None
        keys = [_first_table(reference) for reference in tree.find_all(exp.Reference)]
        refers = [Touch(REFER, key, by=name) for key in keys if key]
        selected = tree.args.get("expression")
        return [Touch(CREATE, name), *refers, *(_reads(selected, {}) if selected else [])]
    if kind == "INDEX":
        table = _first_table(tree.this.args.get("table") or tree.this)
        return [Touch(ALTER, table, detail="create index")] if table else None
    if kind == "VIEW":
        view = _first_table(tree.this)
        read = _reads(tree.args.get("expression"), {})
        return [Touch(REFER, touch.table, by=view, detail="view") for touch in read]
    if kind in ("TYPE", "SEQUENCE", "SCHEMA", "DATABASE", "EXTENSION"):
        return []
    return None


def _altered(tree: Any) -> list[Touch] | None:
    from sqlglot import exp

    if str(tree.args.get("kind") or "").upper() != "TABLE":
        return []
    name = _first_table(tree.this)
    if not name:
        return None
    found: list[Touch] = []
    for action in tree.args.get("actions") or ():
        if isinstance(action, exp.AlterRename):
            found.append(Touch(RENAME, name, by=_first_table(action.this) or ""))
            continue
        found.append(Touch(ALTER, name, detail=_detail(action)))
        for reference in action.find_all(exp.Reference):
            if referred := _first_table(reference):
                found.append(Touch(REFER, referred, by=name))
    return found or [Touch(ALTER, name)]


def _detail(action: Any) -> str:
    """``drop column x``, ``add column x``, ``alter column x``; ``""`` for the rest."""
    from sqlglot import exp

    name = str(action.find(exp.Identifier).name) if action.find(exp.Identifier) else ""
    if isinstance(action, exp.Drop):
        kind = str(action.args.get("kind") or "COLUMN").lower()
        return f"drop {kind} {name}"
    if isinstance(action, exp.ColumnDef):
        return f"add column {name}"
    if isinstance(action, exp.AlterColumn | exp.ModifyColumn):
        name = action.this.name
        old = getattr(action.args.get("rename_from"), "name", "") or name
        return f"rename column {old} to {name}" if old != name else f"alter column {name}"
    if isinstance(action, exp.RenameColumn):
        return f"rename column {action.this.name} to {action.args['to'].name}"
    return ""


def _dropped(tree: Any) -> list[Touch] | None:
    kind = str(tree.args.get("kind") or "").upper()
    if kind == "INDEX":
        table = _first_table(tree.args.get("cluster") or tree.args.get("table"))
        return [Touch(ALTER, table, detail="drop index")] if table else []
    if kind != "TABLE":
        return []
    # Several tables in one statement stand in `expressions`, the first one in `this`.
    return [Touch(DROP, name) for name in dict.fromkeys(_tables(tree))] or None


def _reads(tree: Any, spared: dict[str, int]) -> list[Touch]:
    """The tables that are read; each name in ``spared`` is the target that often."""
    from sqlglot import exp

    if tree is None:
        return []
    derived = {each.alias for each in tree.find_all(exp.CTE)}
    left = dict(spared)
    found = []
    for table in tree.find_all(exp.Table):
        name = table.name
        if left.get(name, 0) > 0:
            left[name] -= 1
        elif name and name not in derived and not _is_own(table):
            found.append(Touch(READ, name, columns=selected(tree)))
    return list(dict.fromkeys(found))


def _is_own(table: Any) -> bool:
    """Whether it is a table of the engine itself."""
    return (
        str(table.db).lower() in _CATALOGUES
        or table.name.startswith("sqlite_")
        or table.name.startswith("pg_")
    )


def _tables(tree: Any) -> list[str]:
    from sqlglot import exp

    return [table.name for table in tree.find_all(exp.Table) if table.name]


def _first_table(tree: Any) -> str:
    from sqlglot import exp

    if tree is None:
        return ""
    if isinstance(tree, exp.Table):
        return str(tree.name)
    found = tree.find(exp.Table) if hasattr(tree, "find") else None
    return str(found.name) if found is not None else ""
