"""The host's autogenerate leaves the tables alone that went to a project of their own.

Their models are gone and their tables stay, so it would write a revision that drops them.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from coldframe.resolve.migrating.env_source import EnvSource, has_patterns, is_one_of, tuple_text
from coldframe.resolve.plan import Change, Edit, Left
from coldframe.resolve.rewrite.splice import Splice, spliced

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.source.tree import Tree

_FILTER = "is_still_ours"
_NAME = "EXTRACTED"


def left_alone(
    host: Host, feature: Feature, tree: Tree, package: str
) -> tuple[tuple[Edit, ...], tuple[Left, ...]]:
    """The edits of ``env.py`` in ``tree``, and the places where only a person can make them.

    That is about the tables, and about the version table of the new ``package``.
    There is nothing to do for a feature that claims no tables or has a list of its own, and where
    ``env.py`` compares with no models.
    """
    from coldframe.check.database.environment import ALEMBIC, environments
    from coldframe.declare.mistake import Mistake

    claims = feature.declaration.claims.tables if feature.declaration else ()
    lists = [each for each in environments(host) if each.tool == ALEMBIC]
    if not claims or any(feature.owns(f"{each.path}/") for each in lists):
        return (), ()
    others = (*claims, version_table_of(host, feature, package))
    edits, left = [], []
    why = (
        f"autogenerate would drop {', '.join(others)}, which {feature.name} takes along: leave"
        " them out here"
    )
    for path in (f"{each.path}/env.py" for each in lists if not each.feature):
        data = tree.read(path)
        try:
            source = EnvSource(data, path)
        except Mistake:
            continue
        if not _compares(source):
            continue
        after, line = _followed(source, others)
        if after is None:
            left.append(Left(path, line, source.line(line), why))
        else:
            change = Change(line, "", ", ".join(others), "tables that autogenerate leaves alone")
            edits.append(Edit(path, data, after, "Migrations", (change,)))
    return tuple(edits), tuple(left)


def version_table_of(host: Host, feature: Feature, package: str) -> str:
    """The table in which the list of a project keeps what has run, a name that is nobody's yet."""
    from coldframe.check.database.environment import environments

    name = f"alembic_version_{feature.name}"
    taken = {each.version_table for each in environments(host)}
    return f"alembic_version_{package.replace('.', '_')}" if name in taken else name


def _compares(source: EnvSource) -> bool:
    """Whether it hands models to Alembic."""
    none = {
        target.id
        for node in source.module.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and node.value.value is None
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    given = [k.value for call in source.calls for k in call.keywords if k.arg == "target_metadata"]
    return any(
        not isinstance(each, ast.Constant) and getattr(each, "id", "") not in none for each in given
    )


def _followed(source: EnvSource, claims: tuple[str, ...]) -> tuple[bytes | None, int]:
    """``env.py`` with ``claims`` left out, and where; None where it has a filter of its own."""
    filters = [k for call in source.calls for k in call.keywords if k.arg == "include_object"]
    unpacked = [k for call in source.calls for k in call.keywords if k.arg is None]
    if filters and all(getattr(each.value, "id", "") == _FILTER for each in filters):
        known = _listed(source)
        if known is not None:
            before = tuple(str(ast.literal_eval(each)) for each in _elements(known))
            tables = (*before, *(each for each in claims if each not in before))
            if not has_patterns(tables) or has_patterns(before):
                new = source.end.join(line.encode() for line in tuple_text(_NAME, tables))
                splice = Splice(*source.span(known), new, "tables of another project")
                return spliced(source.data, [splice]), known.lineno
    if filters or unpacked:
        return None, (filters or unpacked)[0].value.lineno
    lines = [
        "# Tables of features that became projects of their own.",
        *tuple_text(_NAME, claims),
        "",
        "",
        f"def {_FILTER}(thing, name, kind, reflected, other):",
        '    """What autogenerate compares: it would drop what no model here knows."""',
        f'    return kind != "table" or {_others(claims)}',
    ]
    options = {"include_object": _FILTER}
    splices = [source.configured(call, options) for call in source.calls]
    splices += source.defined(lines, matching=has_patterns(claims))
    return spliced(source.data, splices), source.calls[0].lineno


def _others(claims: tuple[str, ...]) -> str:
    return f"not {is_one_of(_NAME, claims)}" if has_patterns(claims) else f"name not in {_NAME}"


def _listed(source: EnvSource) -> ast.Assign | None:
    for node in source.module.body:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and node.targets[0].id == _NAME
            and isinstance(node.value, ast.Tuple)
            and all(isinstance(each, ast.Constant) for each in node.value.elts)
        ):
            return node
    return None


def _elements(assigned: ast.Assign) -> list[ast.expr]:
    return assigned.value.elts if isinstance(assigned.value, ast.Tuple) else []
