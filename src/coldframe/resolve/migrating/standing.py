"""Where on an old list a database may stand so that the rest of the list only adds to it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coldframe.check.database.revisions import Revision
    from coldframe.resolve.migrating.operations import Performed
    from coldframe.source.tree import Tree

# Operations that only add.  What else a revision calls may do anything, at another site too.
_ADDING = frozenset({
    "create_table", "create_index", "create_unique_constraint", "create_foreign_key",
    "create_check_constraint", "create_table_comment", "add_column", "f",
})  # fmt: skip


class Standing(NamedTuple):
    """``needed`` must have run; ``behind`` says which of these each revision has behind it."""

    needed: tuple[str, ...]
    behind: dict[str, tuple[str, ...]]


def standing(tree: Tree, known: Mapping[str, Revision], performed: Sequence[Performed]) -> Standing:
    """The last revisions that must have run of the list ``known``; those after them only add."""
    from coldframe.check.database.revisions import behind

    ancestors = {identity: behind(known, identity) for identity in known}
    must: set[str] = set()
    for each in performed:
        revision = known.get(each.step.id)
        if revision is None or not _only_adds(tree, revision, each):
            must |= ancestors.get(each.step.id, frozenset({each.step.id}))
    ends = {one for one in must if not any(one != o and one in ancestors.get(o, ()) for o in must)}
    needed = tuple(sorted(ends))
    return Standing(
        needed, {one: tuple(n for n in needed if n in ancestors[one]) for one in sorted(known)}
    )


def _only_adds(tree: Tree, revision: Revision, performed: Performed) -> bool:
    """Whether all that a revision can do is add what a database with rows takes."""
    from alembic.operations import ops

    from coldframe.check.database.statement import ALTER, CREATE, REFER

    for statement in performed.statements:
        if statement.committed or any(
            touch.act not in (CREATE, ALTER, REFER) for touch in statement.touches
        ):
            return False
    for operation, *_ in performed.operations:
        if (
            isinstance(operation, ops.AddConstraintOp)
            and getattr(operation, "constraint_name", None) is None
        ):
            return False
        column = getattr(operation, "column", None)
        if column is not None and not column.nullable and column.server_default is None:
            return False
    try:
        module = ast.parse(tree.read(revision.path))
    except (SyntaxError, ValueError):
        return False
    for function in module.body:
        if isinstance(function, ast.FunctionDef) and function.name != "downgrade":
            if not all(_adds(node) for node in ast.walk(function) if isinstance(node, ast.Call)):
                return False
            if any(isinstance(n, ast.If | ast.Try | ast.While) for n in ast.walk(function)):
                return False
    return True


def _adds(call: ast.Call) -> bool:
    function = call.func
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        if function.value.id == "op":
            return function.attr in _ADDING
        return function.value.id in ("sa", "sqlalchemy", "postgresql", "mysql", "sqlite")
    if isinstance(function, ast.Attribute):  # sa.func.now(), sa.sql.true(), sa.dialects.…
        names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
        return names <= {"sa", "sqlalchemy", "postgresql", "mysql", "sqlite"}
    return isinstance(function, ast.Name) and (
        function.id[:1].isupper() or function.id in ("text", "dict", "list", "tuple", "str")
    )


def late_parts(needed: frozenset[str], performed: Sequence[Performed]) -> set[tuple[str, str]]:
    """Columns and constraints, by table and name, that revisions outside of ``needed`` add."""
    from alembic.operations import ops

    found = set()
    for each in performed:
        if each.step.id in needed:
            continue
        for operation, *_ in each.operations:
            if isinstance(operation, ops.AddColumnOp):
                found.add((operation.table_name, str(operation.column.name)))
            elif isinstance(operation, ops.AddConstraintOp):
                constraint = operation.to_constraint()
                found.add((constraint.table.name, str(constraint.name)))
    return found
