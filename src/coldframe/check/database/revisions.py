"""The revisions of an environment, as their files say; nothing is executed."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.check.database.environment import ALEMBIC, DJANGO, Environment

if TYPE_CHECKING:
    from coldframe.source.tree import Tree


class Revision(NamedTuple):
    """One step of a list: ``id`` follows ``down`` and needs ``depends_on`` of other branches.

    ``labels`` are those that the file itself gives to its branch; one that is a constant of
    another module is its name there (``cli.EXPAND_BRANCH``).  ``line`` is where ``id`` is
    written, ``upgrade`` where the function begins that is run.
    """

    id: str
    down: tuple[str, ...]
    labels: tuple[str, ...]
    depends_on: tuple[str, ...]
    path: str
    line: int
    upgrade: int
    environment: str
    tool: str = ALEMBIC


def revisions(tree: Tree, environment: Environment) -> tuple[Revision, ...]:
    """All revisions of ``environment``, by path; files that are no revision are left out."""
    if environment.tool == DJANGO:
        from coldframe.check.database.django.revisions import django_revisions

        return django_revisions(tree, environment)
    found = []
    for folder in environment.versions:
        for path in tree.under(folder):
            if path.endswith(".py") and path.rpartition("/")[0] == folder:
                read = read_revision(tree.read(path), path, environment.path)
                if read is not None:
                    found.append(read)
    return tuple(found)


def read_revision(data: bytes, path: str, environment: str = "") -> Revision | None:
    """The revision that a file defines, or None when it defines none that can be read."""
    try:
        module = ast.parse(data)
    except (SyntaxError, ValueError):
        return None
    said: dict[str, Any] = {}
    lines: dict[str, int] = {}
    upgrade = 1
    for node in module.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name, value = node.targets[0].id, node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            name, value = node.target.id, node.value
        else:
            if isinstance(node, ast.FunctionDef) and node.name == "upgrade":
                upgrade = node.lineno
            continue
        try:
            said[name] = ast.literal_eval(value)
        except ValueError:
            said[name] = said.get(value.id) if isinstance(value, ast.Name) else None
            if name == "branch_labels" and said[name] is None:
                said[name] = _written(value)
        lines[name] = node.lineno
    identity = said.get("revision")
    if not isinstance(identity, str):
        return None
    return Revision(
        identity,
        _texts(said.get("down_revision")),
        _texts(said.get("branch_labels")),
        _texts(said.get("depends_on")),
        path,
        lines["revision"],
        upgrade,
        environment,
    )


def heads(known: Iterable[Revision]) -> list[Revision]:
    """The revisions that no other one follows."""
    listed = list(known)
    followed = {down for each in listed for down in each.down}
    return [each for each in listed if each.id not in followed]


def labels_of(known: Iterable[Revision]) -> dict[str, frozenset[str]]:
    """The labels of each revision's branch: its own and those of the revisions before it."""
    by_id = {each.id: each for each in known}
    found: dict[str, frozenset[str]] = {}
    for each in by_id.values():
        labels: set[str] = set()
        seen: set[str] = set()
        waiting = [each.id]
        while waiting:
            current = waiting.pop()
            if current in seen or current not in by_id:
                continue
            seen.add(current)
            labels.update(by_id[current].labels)
            waiting += by_id[current].down
        found[each.id] = frozenset(labels)
    return found


def behind(known: Mapping[str, Revision], identity: str) -> frozenset[str]:
    """``identity`` and all revisions that must have run before it."""
    seen: set[str] = set()
    waiting = [identity]
    while waiting:
        current = waiting.pop()
        if current in known and current not in seen:
            seen.add(current)
            waiting += known[current].down + known[current].depends_on
    return frozenset(seen)


def _written(value: ast.expr) -> tuple[str, ...]:
    """Labels as they are written: a text, or the name of a constant."""
    elements = value.elts if isinstance(value, ast.Tuple | ast.List | ast.Set) else [value]
    return tuple(
        each.value
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
        else ast.unparse(each)
        for each in elements
    )


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, tuple | list | set):
        return tuple(str(each) for each in value)
    return ()
