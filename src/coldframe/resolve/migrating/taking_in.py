"""The text of the revision that takes the tables of an old list into the host's.

It looks before it acts, so it may run on an empty database, on one that the old list made, and
once more after it was interrupted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.resolve.migrating.creating import creating

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

    def fresh(table: str) -> str:
        empty = f"is_empty({table})"
        return (
            f"not inspector.has_table(OLD_VERSIONS) and {empty}" if story.version_table else empty
        )

    made = creating(tables, late, rows, fresh)
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
        *made.imports,
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
    lines += ["    inspector = sa.inspect(op.get_bind())"]
    lines += ["    there = set(inspector.get_table_names())"] if tables else []
    lines += made.lines
    if story.version_table:
        schema = ", schema=OLD_SCHEMA" if story.schema else ""
        lines += ["    # All is there: the old list has nothing to say any more.",
                  f"    if inspector.has_table(OLD_VERSIONS{schema}):",
                  f"        op.drop_table(OLD_VERSIONS{schema})"]  # fmt: skip
    if story.downgrade:
        lines += ["", "", "def downgrade():",
                  "    raise NotImplementedError('the old list does not come back')"]  # fmt: skip
    lines += made.functions
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
