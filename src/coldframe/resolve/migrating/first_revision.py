"""The text of the revision with which a list of a project's own begins, for tables that exist.

It looks before it acts, so it may run where the host's list has made the tables, where nobody has,
and once more after it was interrupted.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.resolve.migrating.creating import creating

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Table


class Beginning(NamedTuple):
    """What the text speaks of.

    ``title`` is the feature's, ``host`` who made the tables until now.  ``label`` is that of the
    list's branch (empty: none).  ``needed`` are tables of the host to which these refer.  In
    ``version_table`` of the host (in ``schema``) stands one of ``earlier`` while these are not
    complete yet.
    """

    identity: str
    label: str
    title: str
    host: str
    version_table: str
    schema: str = ""
    needed: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()


def first_revision_text(
    beginning: Beginning, tables: Sequence[Table], rows: dict[str, list[dict[str, Any]]]
) -> str:
    """The whole file.

    ``tables`` are made in their order, if they are not there; ``rows`` go into a table that was
    made here.
    """
    made = creating(tables, set(), rows, lambda table: f"{table} not in there")
    guarded = beginning.needed or beginning.earlier
    lines = [
        f'"""Begin with the tables of {beginning.title}',
        "",
        f"The migrations of {beginning.host} made them in every database there is: what is there",
        "stays as it is, with all rows, and what is not there is made.",
        "",
        f"Revision ID: {beginning.identity}",
        "Revises:",
        '"""',
        "",
        *made.imports,
        "",
        "# revision identifiers, used by Alembic.",
        f"revision = {beginning.identity!r}",
        "down_revision = None",
        *([f"branch_labels = ({beginning.label!r},)"] if beginning.label else []),
        *(_constants(beginning) if guarded else []),
        "",
        "",
        "def upgrade():",
        *(["    refuse_what_comes_too_early(op.get_bind())"] if guarded else []),
    ]
    inspected = any("inspector" in line for line in made.lines)
    lines += ["    inspector = sa.inspect(op.get_bind())",
              "    there = set(inspector.get_table_names())"] if inspected else [
              "    there = set(sa.inspect(op.get_bind()).get_table_names())"]  # fmt: skip
    lines += made.lines
    lines += ["", "", "def downgrade():",
              "    raise NotImplementedError('it would drop what is in the tables')"]  # fmt: skip
    lines += made.functions
    lines += _guard(beginning) if guarded else []
    return "\n".join(lines) + "\n"


def _constants(beginning: Beginning) -> list[str]:
    lines = []
    if beginning.needed:
        lines += ["", f"# Tables of {beginning.host} to which these refer.",
                  f"NEEDED = {beginning.needed!r}"]  # fmt: skip
    if beginning.earlier:
        lines += [
            "",
            f"# Where {beginning.host} keeps what has run of its list. While one of these is the",
            "# last that has run there, these tables are not complete.",
            f"HOST_VERSIONS = {beginning.version_table!r}",
        ]
        if beginning.schema:
            lines.append(f"HOST_SCHEMA = {beginning.schema!r}")
        said = ", ".join(map(repr, beginning.earlier))
        lines += ["EARLIER = {", *textwrap.wrap(f"{said},", 76, initial_indent="    ",
                  subsequent_indent="    ", break_long_words=False, break_on_hyphens=False),
                  "}"]  # fmt: skip
    return lines


def _guard(beginning: Beginning) -> list[str]:
    schema = ", schema=HOST_SCHEMA" if beginning.schema else ""
    lines = [
        "",
        "",
        "def refuse_what_comes_too_early(connection):",
        f'    """Refuse a database that {beginning.host} has to upgrade first; nothing changes."""',
        "    inspector = sa.inspect(connection)",
    ]
    why = f"Upgrade the database of {beginning.host} first: "
    if beginning.earlier:
        lines += [
            f"    if inspector.has_table(HOST_VERSIONS{schema}):",
            f"        versions = sa.table(HOST_VERSIONS, sa.column('version_num'){schema})",
            "        ran = connection.scalars(sa.select(versions.c.version_num))",
            "        early = EARLIER.intersection(ran)",
            "        if early:",
            "            raise RuntimeError(",
            f"                {why!r}",
            "                f'it is at {\", \".join(sorted(early))}. Nothing has been changed.'",
            "            )",
        ]
    if beginning.needed:
        lines += [
            "    lacking = [table for table in NEEDED if not inspector.has_table(table)]",
            "    if lacking:",
            "        raise RuntimeError(",
            f"            {why!r}",
            "            f'it has no {\", \".join(lacking)}. Nothing has been changed.'",
            "        )",
        ]
    return lines
