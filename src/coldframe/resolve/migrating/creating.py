"""The steps of a revision that make what is not there yet: tables, late columns, indexes, rows."""

from __future__ import annotations

import pprint
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Table


class Creating(NamedTuple):
    """``lines`` of ``upgrade`` that know ``inspector`` and ``there``, the names of all tables.

    ``imports`` stand at the top of the file, ``functions`` at its end.
    """

    lines: list[str]
    imports: list[str]
    functions: list[str]


def creating(
    tables: Sequence[Table],
    late: set[tuple[str, str]],
    rows: dict[str, list[dict[str, Any]]],
    fresh: Callable[[str], str],
) -> Creating:
    """The steps for ``tables``, in their order.

    ``late`` are columns and constraints, by table and name, that an existing table may still
    lack.  ``rows`` go into their table where ``fresh`` of it, a condition as text, holds.
    """
    from alembic.operations import ops

    imports: set[str] = {"from alembic import op", "import sqlalchemy as sa"}
    lines: list[str] = []
    for table in tables:
        lines.append(f"    if {table.name!r} not in there:")
        lines += _in_order(table, _rendered(ops.CreateTableOp.from_table(table), imports, 8))
        more = _late(table, late, imports)
        if more:
            lines += ["    else:", *more]
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            # Some engines keep a table of which the index could not be made any more.
            lines.append(f"    if not has_index({table.name!r}, {str(index.name)!r}):")
            lines += _rendered(ops.CreateIndexOp.from_index(index), imports, 8)
        if table.name in rows:
            lines += _rows(table, rows[table.name], imports, fresh(repr(table.name)))
    order = sorted(imports, key=lambda line: (line.split()[1].partition(".")[0], line))
    plain = [line for line in order if line.split()[1] in ("datetime", "decimal", "uuid")]
    others = [line for line in order if line not in plain]
    return Creating(lines, [*plain, *([""] if plain else []), *others], _functions(tables, lines))


def _functions(tables: Sequence[Table], lines: list[str]) -> list[str]:
    found: list[str] = []
    if any(table.indexes for table in tables):
        found += ["", "", "def has_index(table, name):",
                  "    found = sa.inspect(op.get_bind()).get_indexes(table)",
                  "    return any(index['name'] == name for index in found)"]  # fmt: skip
    if any("is_empty(" in line for line in lines):
        found += ["", "", "def is_empty(table):",
                  "    count = sa.select(sa.func.count()).select_from(sa.table(table))",
                  "    return op.get_bind().scalar(count) == 0"]  # fmt: skip
    return found


def _in_order(table: Table, lines: list[str]) -> list[str]:
    """The foreign keys in the order in which they were made: MariaDB counts them for a name."""
    keys = sorted(table.foreign_key_constraints, key=lambda key: key._creation_order)
    marks = [f"sa.ForeignKeyConstraint({[str(one) for one in key.column_keys]!r}, " for key in keys]
    places = [n for n, line in enumerate(lines) if line.strip().startswith("sa.ForeignKeyConstra")]
    found = [next(line for line in lines if mark in line) for mark in marks]
    for place, line in zip(places, found, strict=True):
        lines[place] = line
    return [line if n in (0, len(lines) - 1) else f"    {line}" for n, line in enumerate(lines)]


def _late(table: Table, late: set[tuple[str, str]], imports: set[str]) -> list[str]:
    """What an existing table may lack, because only the end of the old list added it."""
    from alembic.operations import ops

    lines: list[str] = []
    for column in table.columns:
        if (table.name, column.name) in late:
            lines.append(
                f"        if {column.name!r} not in"
                f" {{one['name'] for one in inspector.get_columns({table.name!r})}}:"
            )
            lines += _rendered(ops.AddColumnOp(table.name, column._copy()), imports, 12)
    for constraint in sorted(table.constraints, key=lambda one: str(one.name)):
        if (table.name, str(constraint.name)) not in late or constraint.name is None:
            continue
        getter = {
            "UniqueConstraint": "get_unique_constraints",
            "ForeignKeyConstraint": "get_foreign_keys",
            "CheckConstraint": "get_check_constraints",
        }.get(type(constraint).__name__)
        if getter is None:
            continue
        lines.append(
            f"        if {str(constraint.name)!r} not in"
            f" {{one['name'] for one in inspector.{getter}({table.name!r})}}:"
        )
        lines += _rendered(ops.AddConstraintOp.from_constraint(constraint), imports, 12)
    return lines


def _rows(table: Table, rows: list[dict[str, Any]], imports: set[str], condition: str) -> list[str]:
    """The rows that revisions put into an empty table; a deployment keeps those it has."""
    for module in ("datetime", "decimal", "uuid"):
        if any(type(v).__module__ == module for row in rows for v in row.values()):
            imports.add(f"import {module}" if module == "datetime" else _named(module))
    columns = ", ".join(
        f"sa.column({column.name!r}, {_type(column, imports)})" for column in table.columns
    )
    shown = pprint.pformat(rows, width=76, sort_dicts=False).splitlines()
    return [
        f"    if {condition}:",
        "        op.bulk_insert(",
        f"            sa.table({table.name!r}, {columns}),",
        *(f"            {line}" for line in shown[:-1]),
        f"            {shown[-1]},",
        "        )",
    ]


def _named(module: str) -> str:
    return f"from {module} import {'Decimal' if module == 'decimal' else 'UUID'}"


def _type(column: Any, imports: set[str]) -> str:
    from alembic.operations import ops
    from sqlalchemy import Column

    (line,) = _rendered(ops.AddColumnOp("t", Column("c", column.type)), imports, 0)
    text = line.split("sa.Column('c', ", 1)[1]
    return text.rpartition(", nullable=")[0]


def _rendered(operation: Any, imports: set[str], indent: int) -> list[str]:
    """One operation as Alembic writes it."""
    from alembic.autogenerate import render_python_code
    from alembic.operations import ops

    text = render_python_code(ops.UpgradeOps([operation]))
    for dialect in ("postgresql", "mysql", "sqlite", "mssql", "oracle"):
        if f" {dialect}." in text or f"({dialect}." in text or f"={dialect}." in text:
            imports.add(f"from sqlalchemy.dialects import {dialect}")
    lines = []
    for line in text.splitlines():
        line = line.removeprefix("    ")
        if line.strip().startswith("sa.ForeignKeyConstraint("):
            line = line.replace("], )", "])")
        if line.strip() and not line.strip().startswith("#"):
            lines.append(" " * indent + line)
    return lines
