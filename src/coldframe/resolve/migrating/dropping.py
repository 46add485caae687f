"""The revision that drops the tables of a feature that is retired; made by reading only."""

from __future__ import annotations

import ast
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.mistake import Mistake
from coldframe.resolve.plan import Edit
from coldframe.resolve.retiring.told import TABLES_STAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.resolve.migrating.host_list import Place


class Dropping(NamedTuple):
    """The edits that add the revision, and what there is to say; no edits where there is none."""

    edits: tuple[Edit, ...] = ()
    notes: tuple[str, ...] = ()


def dropping(host: Host, feature: Feature, title: str, reason: str) -> Dropping:
    """The revision at the head of the host's list that drops the tables which ``feature`` claims.

    It goes to the contract branch, unless the host has none or left it behind.  Only tables whose
    names are read in the feature's code or in a migration are dropped: a claim may be a pattern,
    and a pattern must drop nothing.
    """
    from coldframe.resolve.migrating.host_list import (
        CONTRACT,
        file_of,
        head_files,
        new_identity,
        next_place,
    )

    claims = feature.declaration.claims.tables if feature.declaration else ()
    if not claims:
        return Dropping()
    if _has_own_list(host, feature):
        return Dropping()
    references = _tables(host, feature, claims)
    unread = [glob for glob in claims if not any(fnmatchcase(name, glob) for name in references)]
    names = ", ".join(claims)
    if not references:
        return Dropping(
            (),
            (
                f"{TABLES_STAY} ({names}): no code that was read makes them."
                " To drop them, write a new migration.",
            ),
        )
    order, circle = _order(references)
    try:
        place = next_place(host, CONTRACT)
    except Mistake as fault:
        why = f"{fault.what}. To drop them, write a new migration."
        return Dropping((), (f"{TABLES_STAY} ({names}): {why}",))
    if circle:
        return Dropping(
            (),
            (
                f"{TABLES_STAY} ({names}): {', '.join(circle)} refer to each"
                " other. To drop them, write a new migration that drops these foreign keys first.",
            ),
        )
    identity = new_identity(place.ids, "drop", feature.module, place.head.id, *order)
    slug = f"drop_{feature.name}".lower()
    path = file_of(place, identity, slug)
    text = _text(host, place, identity, order, (title, reason))
    edits = (
        Edit(path, None, text.encode(), "Migrations"),
        *head_files(host.tree, place, identity),
    )
    notes = [
        f"{path} drops {', '.join(order)}, with all that is in them, in every database that is"
        " upgraded. `coldframe migrations plan`, run at a site, says how much that is, and with"
        " --backup keeps it.",
    ]
    if unread:
        notes.append(f"No table was found for the claim {', '.join(unread)}: nothing drops it.")
    return Dropping(edits, tuple(notes))


def _has_own_list(host: Host, feature: Feature) -> bool:
    """Whether a list in the feature's own folder, and not the host's, made its tables."""
    from coldframe.check.database.environment import environments

    return any(feature.owns(f"{each.path}/env.py") for each in environments(host))


def _tables(host: Host, feature: Feature, claims: tuple[str, ...]) -> dict[str, set[str]]:
    """The tables that are claimed and made by code, each with those that it refers to."""
    found: dict[str, set[str]] = {}
    hits = host.tree.search(["create_table", "__tablename__", "Table("], suffix=".py")
    for path in hits:
        if host.places.is_test(path):
            continue
        if not (feature.owns(path) or host.places.is_migration(path)):
            continue
        try:
            module = ast.parse(host.tree.read(path))
        except (SyntaxError, ValueError):
            continue
        for name, node in _made(module):
            if any(fnmatchcase(name, glob) for glob in claims):
                found.setdefault(name, set()).update(_referred(node))
    return {
        name: {other for other in others if other in found and other != name}
        for name, others in found.items()
    }


def _made(module: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Each table that a module makes, with the node that says what is in it."""
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef):
            for statement in node.body:
                if (
                    isinstance(statement, ast.Assign)
                    and isinstance(statement.targets[0], ast.Name)
                    and statement.targets[0].id == "__tablename__"
                    and isinstance(statement.value, ast.Constant)
                ):
                    yield str(statement.value.value), node
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in ("create_table", "create_table_if_not_exists") or (
                called == "Table" and len(node.args) > 1
            ):
                yield str(node.args[0].value), node


def _referred(node: ast.AST) -> Iterator[str]:
    """The tables to which foreign keys below ``node`` refer."""
    for call in ast.walk(node):
        called = getattr(getattr(call, "func", None), "attr", None) or getattr(
            getattr(call, "func", None), "id", ""
        )
        if isinstance(call, ast.Call) and called in ("ForeignKey", "ForeignKeyConstraint"):
            for each in ast.walk(call):
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    table, dot, _ = each.value.rpartition(".")
                    if dot:
                        yield table


def _order(references: dict[str, set[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tables so that none is dropped while another refers to it; and those in a circle."""
    left = dict(sorted(references.items()))
    order: list[str] = []
    while left:
        free = [one for one in left if not any(one in others for others in left.values())]
        if not free:
            return tuple(order), tuple(left)
        order += free
        for one in free:
            del left[one]
    return tuple(order), ()


def _text(
    host: Host, place: Place, identity: str, order: Iterable[str], why: tuple[str, str]
) -> str:
    from coldframe.check.database.revisions import revisions
    from coldframe.resolve.migrating.host_list import EXPAND, has_function, preamble

    title, reason = why
    said = " ".join(reason.split()).replace("\\", "\\\\").replace('"""', "'''")
    above = preamble(host.tree, place)
    names = tuple(order)
    lines = [
        *([above.rstrip(), ""] if above else []),
        f'"""Drop the tables of {title}',
        "",
        f"It was retired: {said}",
        "What is in these tables is lost.",
        "",
        f"Revision ID: {identity}",
        f"Revises: {place.head.id}",
        '"""',
        "",
        "from alembic import op",
        "import sqlalchemy as sa",
        "",
        "# revision identifiers, used by Alembic.",
        f"revision = {identity!r}",
        f"down_revision = {place.head.id!r}",
        "",
        "# In this order: none is dropped while another refers to it.",
        "TABLES = (",
        *(f"    {name!r}," for name in names),
        ")",
        "",
        "",
        "def upgrade():",
        "    there = set(sa.inspect(op.get_bind()).get_table_names())",
        "    for table in TABLES:",
        "        if table in there:",
        "            op.drop_table(table)",
    ]
    known = revisions(host.tree, place.environment)
    if place.branch == EXPAND and has_function(host.tree, known, "expand_drop_exceptions"):
        lines += ["", "", "def expand_drop_exceptions():",
                  f'    """{title} was retired, and nothing reads its tables any more."""',
                  "    return {sa.Table: list(TABLES)}"]  # fmt: skip
    if has_function(host.tree, [place.head], "downgrade"):
        lines += ["", "", "def downgrade():",
                  "    raise NotImplementedError('what was in the tables is lost')"]  # fmt: skip
    return "\n".join(lines) + "\n"
