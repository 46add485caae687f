"""The text of the revision that takes the tables of an old list into the host's.

It looks before it acts, so it may run on an empty database, on one that the old list made, and
once more after it was interrupted.
"""

from __future__ import annotations

import pprint
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Table

    from coldframe.resolve.migrating.standing import Standing


class Story(NamedTuple):
    """What the text speaks of.

    ``title`` is the feature's, ``project`` where the old list came from.  ``version_table`` is
    the old list's own, ``""`` if it had none of its own name; ``schema`` the one that it is in.
    ``guard`` is the name of the function that refuses, ``preamble`` a comment at the top,
    ``downgrade`` whether there must be one.  ``place`` is where the old list was in its project.
    """

    identity: str
    down: str
    title: str
    project: str
    version_table: str
    schema: str
    guard: str
    preamble: str
    downgrade: bool
    place: str = ""


def revision_text(
    story: Story,
    tables: Sequence[Table],
    late: set[tuple[str, str]],
    standing: Standing,
    rows: dict[str, list[dict[str, Any]]],
) -> str:
    """The whole file.

    ``tables`` are made in their order, if they are not there.  ``late`` are columns and
    constraints, by table and name, that a database may still lack.  ``rows`` are those that the
    old list put into an empty database.
    """
    body, imports = _body(tables, late, rows, bool(story.version_table))
    lines = [
        *([story.preamble.rstrip(), ""] if story.preamble else []),
        f'"""Take in the tables of {story.title}',
        "",
        f"Its own list of migrations, that of {story.project}, ends here: the tables are made",
        "if they are not there, and what has run of the old list is forgotten.",
        "",
        f"Revision ID: {story.identity}",
        f"Revises: {story.down}",
        '"""',
        "",
        *imports,
        "",
        "# revision identifiers, used by Alembic.",
        f"revision = {story.identity!r}",
        f"down_revision = {story.down!r}",
    ]
    if story.version_table:
        lines += _standing(story, standing)
    lines += ["", "", "def upgrade():"]
    if story.version_table:
        lines += [f"    {story.guard}(op.get_bind())"]
    lines += ["    inspector = sa.inspect(op.get_bind())",
              "    there = set(inspector.get_table_names())"]  # fmt: skip
    lines += body
    if story.version_table:
        schema = ", schema=OLD_SCHEMA" if story.schema else ""
        lines += ["    # All is there: the old list has nothing to say any more.",
                  f"    if inspector.has_table(OLD_VERSIONS{schema}):",
                  f"        op.drop_table(OLD_VERSIONS{schema})"]  # fmt: skip
    if story.downgrade:
        lines += ["", "", "def downgrade():",
                  "    raise NotImplementedError('the old list does not come back')"]  # fmt: skip
    if any(table.indexes for table in tables):
        lines += ["", "", "def has_index(table, name):",
                  "    found = sa.inspect(op.get_bind()).get_indexes(table)",
                  "    return any(index['name'] == name for index in found)"]  # fmt: skip
    if rows:
        lines += ["", "", "def is_empty(table):",
                  "    count = sa.select(sa.func.count()).select_from(sa.table(table))",
                  "    return op.get_bind().scalar(count) == 0"]  # fmt: skip
    if story.version_table:
        lines += _guard(story)
    return "\n".join(lines) + "\n"


def _standing(story: Story, standing: Standing) -> list[str]:
    lines = ["", "# The table in which the old list kept what had run of it.",
             f"OLD_VERSIONS = {story.version_table!r}"]  # fmt: skip
    if story.schema:
        lines.append(f"OLD_SCHEMA = {story.schema!r}")
    lines += [
        "# What must have run of the old list; what comes after that only adds, and stands below.",
        f"NEEDED = {set(standing.needed)!r}" if len(standing.needed) < 2
        else "NEEDED = {" + ", ".join(map(repr, standing.needed)) + "}",
        "# Which of these each of its revisions is, or has behind it.",
        "BEHIND = {",
    ]  # fmt: skip
    if not standing.needed:
        lines[-3] = "NEEDED = set()"
    lines += [f"    {one!r}: {behind!r}," for one, behind in standing.behind.items()]
    return [*lines, "}"]


def _guard(story: Story) -> list[str]:
    schema = ", schema=OLD_SCHEMA" if story.schema else ""
    return [
        "",
        "",
        f"def {story.guard}(connection):",
        '    """Refuse a database too far back on the old list, before anything changes."""',
        f"    if not sa.inspect(connection).has_table(OLD_VERSIONS{schema}):",
        "        return",
        f"    versions = sa.table(OLD_VERSIONS, sa.column('version_num'){schema})",
        "    ran = set(connection.scalars(sa.select(versions.c.version_num)))",
        "    lacking = NEEDED.difference(*(BEHIND.get(one, ()) for one in ran))",
        "    unknown = ran.difference(BEHIND)",
        "    if ran and (lacking or unknown):",
        "        raise RuntimeError(",
        f"            {f'The tables of {story.title} are those of {story.project} at '!r}",
        "            f'{\", \".join(sorted(ran))}: '",
        "            + (",
        "                f'{\", \".join(sorted(unknown))} is newer than what was taken in here.'",
        "                if unknown",
        f"                else {f'upgrade them with {story.project} first, at least to '!r}",
        "                f'{\", \".join(sorted(NEEDED))}.'",
        "            )",
        "            + ' Nothing has been changed.'",
        "        )",
    ]


def _body(
    tables: Sequence[Table],
    late: set[tuple[str, str]],
    rows: dict[str, list[dict[str, Any]]],
    had_versions: bool,
) -> tuple[list[str], list[str]]:
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
            lines += _rows(table, rows[table.name], imports, had_versions)
    order = sorted(imports, key=lambda line: (line.split()[1].partition(".")[0], line))
    plain = [line for line in order if line.split()[1] in ("datetime", "decimal", "uuid")]
    others = [line for line in order if line not in plain]
    return lines, [*plain, *([""] if plain else []), *others]


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


def _rows(
    table: Table, rows: list[dict[str, Any]], imports: set[str], had_versions: bool
) -> list[str]:
    """The rows that the old list put into an empty table; a deployment keeps those it has."""
    for module in ("datetime", "decimal", "uuid"):
        if any(type(v).__module__ == module for row in rows for v in row.values()):
            imports.add(f"import {module}" if module == "datetime" else _named(module))
    empty = f"is_empty({table.name!r})"
    fresh = "not inspector.has_table(OLD_VERSIONS) and " if had_versions else ""
    columns = ", ".join(
        f"sa.column({column.name!r}, {_type(column, imports)})" for column in table.columns
    )
    shown = pprint.pformat(rows, width=76, sort_dicts=False).splitlines()
    return [
        f"    if {fresh}{empty}:",
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
