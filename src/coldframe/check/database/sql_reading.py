"""Which tables an SQL statement touches, and how: read by sqlglot in the engine's dialect."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

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
_CATALOGUES = ("information_schema", "pg_catalog", "performance_schema", "mysql", "sys")
_RENAMED = re.compile(r"[`\"]?([\w.]+)[`\"]?\s+TO\s+[`\"]?([\w.]+)[`\"]?", re.IGNORECASE)
_TRIGGER = re.compile(
    r"\s*CREATE\s+(?:OR\s+REPLACE\s+|DEFINER\s*=\s*\S+\s+)*TRIGGER\s+[`\"]?(\w+)", re.IGNORECASE
)
_FIRST_WORDS = {
    "REPLACE": INSERT,
    "INSERT": INSERT,
    "UPDATE": UPDATE,
    "DELETE": DELETE,
    "DROP": DROP,
    "ALTER": ALTER,
    "CREATE": CREATE,
}
_WORD = re.compile(r"\w+")


def touches(sql: str, dialect: str, known: Collection[str] = ()) -> tuple[Touch, ...]:
    """What ``sql`` touches; ``known`` are tables that may be named where sqlglot cannot read.

    Tables of the engine's own catalogue are no tables of the host.
    """
    if _ASKING.match(sql):
        return ()
    found = _parsed(sql, _DIALECTS.get(dialect, dialect))
    if found is None:
        return tuple(_worded(sql, known))
    return found


@lru_cache(maxsize=4096)
def _parsed(sql: str, dialect: str) -> tuple[Touch, ...] | None:
    """None when sqlglot cannot read it."""
    import sqlglot
    from sqlglot.errors import SqlglotError

    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    try:
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
    if isinstance(tree, exp.Insert):
        target = _first_table(tree.this)
        return [Touch(INSERT, target), *_reads(tree, {target: 1})] if target else None
    if isinstance(tree, exp.Update):
        target = _first_table(tree.this)
        whole = tree.args.get("where") is None
        return [Touch(UPDATE, target, whole=whole), *_reads(tree, {target: 1})] if target else None
    if isinstance(tree, exp.Delete):
        named = [table.name for table in tree.args.get("tables") or ()]
        targets = named or list(filter(None, [_first_table(tree.this)]))
        whole = tree.args.get("where") is None and not named
        first = [Touch(DELETE, target, whole=whole) for target in targets]
        return [*first, *_reads(tree, dict.fromkeys(targets, 2))] if targets else None
    if isinstance(tree, exp.Merge):
        target = _first_table(tree.this)
        return [Touch(UPDATE, target), *_reads(tree, {target: 1})] if target else None
    if isinstance(tree, exp.Comment):
        return []
    if isinstance(tree, exp.Query):
        return _reads(tree, {})
    return None


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
        return [Touch(REFER, touch.table, by=f"the view {view}") for touch in read]
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
        return f"alter column {name}"
    if isinstance(action, exp.RenameColumn):
        return f"rename column {name}"
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
            found.append(Touch(READ, name))
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


def _worded(sql: str, known: Collection[str]) -> Iterator[Touch]:
    """What can be told by words alone: renamings, triggers, and which tables are named."""
    head = sql.split(None, 2)[:2]
    words = [word.upper() for word in head]
    if words[:2] == ["RENAME", "TABLE"]:
        for old, new in _RENAMED.findall(sql):
            yield Touch(RENAME, old.rpartition(".")[2], by=new.rpartition(".")[2])
        return
    trigger = _TRIGGER.match(sql)
    named = [word for word in dict.fromkeys(_WORD.findall(sql)) if word in known]
    if trigger:
        for name in named:
            yield Touch(REFER, name, by=f"the trigger {trigger[1]}")
        return
    act = _FIRST_WORDS.get(words[0] if words else "", READ)
    for at, name in enumerate(named):
        yield Touch(act if at == 0 else READ, name)
