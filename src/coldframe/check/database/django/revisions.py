"""The migrations of an app, as their files say; nothing is executed.

A revision is called as Django's ``showmigrations --plan`` calls it: ``shop.0001_initial``.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from coldframe.check.database.django.apps import label
from coldframe.check.database.environment import DJANGO, Environment
from coldframe.check.database.revisions import Revision

if TYPE_CHECKING:
    from coldframe.source.tree import Tree

Names = tuple[tuple[str, str], ...]


def django_revisions(tree: Tree, environment: Environment) -> tuple[Revision, ...]:
    """All migrations of one app, by path.

    Those that a squashed one replaces are left out: on a new database Django does not run
    them, and whoever followed them follows the squashed one.
    """
    app = label(tree, environment)
    read: list[tuple[Revision, Names]] = []
    for path in tree.under(environment.path):
        if path.endswith(".py") and path.rpartition("/")[0] == environment.path:
            found = _read(tree.read(path), path, app, environment.path)
            if found is not None:
                read.append(found)
    instead = {f"{a}.{n}": squashed.id for squashed, replaced in read for a, n in replaced}

    def standing(identity: str) -> str:
        seen: set[str] = set()
        while identity in instead and identity not in seen:
            seen.add(identity)
            identity = instead[identity]
        return identity

    first = min((each.id for each, _ in read if not each.down), default="")
    kept = []
    for each, _ in read:
        if each.id in instead:
            continue
        down = [first if d == f"{app}.__first__" else standing(d) for d in each.down]
        kept.append(each._replace(down=tuple(dict.fromkeys(d for d in down if d != each.id))))
    return tuple(kept)


def replaced_by(tree: Tree, environment: Environment) -> dict[str, frozenset[str]]:
    """The squashed migrations of an app, each with those of this app that it replaces."""
    app = label(tree, environment)
    found = {}
    for path in tree.under(environment.path):
        if path.endswith(".py") and path.rpartition("/")[0] == environment.path:
            read = _read(tree.read(path), path, app, environment.path)
            if read is not None and read[1]:
                found[read[0].id] = frozenset(f"{a}.{n}" for a, n in read[1] if a == app)
    return found


def _read(data: bytes, path: str, app: str, environment: str) -> tuple[Revision, Names] | None:
    body = migration_class(data)
    if body is None:
        return None
    own = f"{app}.{path.rpartition('/')[2][: -len('.py')]}"
    depends = _names(body, "dependencies")
    revision = Revision(
        own,
        tuple(f"{a}.{n}" for a, n in depends if a == app),
        (),
        tuple(f"{a}.{n}" for a, n in depends if a != app),
        path,
        body.lineno,
        body.lineno,
        environment,
        DJANGO,
    )
    return revision, _names(body, "replaces")


def migration_class(data: bytes) -> ast.ClassDef | None:
    """The class ``Migration`` of a file; None if it has none, or cannot be read."""
    try:
        module = ast.parse(data)
    except (SyntaxError, ValueError):
        return None
    return next(
        (n for n in module.body if isinstance(n, ast.ClassDef) and n.name == "Migration"), None
    )


def assigned(body: ast.ClassDef, name: str) -> ast.expr | None:
    """What the class assigns to ``name``."""
    for node in body.body:
        target: ast.expr
        if isinstance(node, ast.AnnAssign):
            target, value = node.target, node.value
        elif isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
        else:
            continue
        if isinstance(target, ast.Name) and target.id == name:
            return value
    return None


def _names(body: ast.ClassDef, name: str) -> Names:
    """The pairs of app and name in a list; one that a setting decides is left to Django."""
    value = assigned(body, name)
    found = []
    for each in value.elts if isinstance(value, ast.List | ast.Tuple) else ():
        try:
            pair = ast.literal_eval(each)
        except ValueError:
            continue
        if isinstance(pair, tuple) and len(pair) == 2:
            found.append((str(pair[0]), str(pair[1])))
    return tuple(found)


def operation_lines(data: bytes) -> list[tuple[int, list[int]]]:
    """The line of each operation, and of those inside a ``SeparateDatabaseAndState``."""
    body = migration_class(data)
    value = None if body is None else assigned(body, "operations")
    lines = []
    for each in value.elts if isinstance(value, ast.List | ast.Tuple) else ():
        inner: list[int] = []
        for keyword in each.keywords if isinstance(each, ast.Call) else ():
            if keyword.arg == "database_operations" and isinstance(keyword.value, ast.List):
                inner = [node.lineno for node in keyword.value.elts]
        lines.append((each.lineno, inner))
    return lines
