"""The tables of one model of Django."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from coldframe.check.surface.reading import is_false, is_true, keyword, last_name
from coldframe.compat.commands.things import Class, External
from coldframe.compat.tables.django_apps import Apps as Apps
from coldframe.compat.tables.django_field import add_field, joins
from coldframe.compat.tables.entry import Column, Table
from coldframe.compat.tables.parts import Parts
from coldframe.compat.tables.types import BIG

if TYPE_CHECKING:
    from coldframe.compat.commands.program import Program

_MODEL = "django.db.models.Model"


def is_model(line: Sequence[object]) -> bool:
    """Whether a class with these ancestors is a model of Django."""
    return any(isinstance(each, External) and _is_base(each) for each in line)


def _is_base(base: External) -> bool:
    if base.name == _MODEL:
        return True
    return (
        base.name.startswith("django.contrib.")
        and ".models." in base.name
        and not base.name.endswith(("Manager", "QuerySet"))
    )


def django_tables(program: Program, apps: Apps, owner: Class) -> Iterator[Table]:
    """The table of a model, and those that only join it with others."""
    line = program.line(owner)
    if not is_model(line) or _is(owner, "abstract"):
        return
    if _is(owner, "proxy") or is_false(_meta(owner, "managed")):
        return
    label = program.known(program.value(_meta(owner, "app_label"), owner.names))
    label = label if isinstance(label, str) else apps.label(owner.space.name)
    parts = Parts(program, owner.names)
    given = parts.known(_meta(owner, "db_table"))
    name = given if isinstance(given, str) else f"{label}_{owner.name.lower()}"
    parents = _read(program, parts, apps, line)
    if not parts.primary:
        _own_key(parts, owner, parents)
    _constraints(program, parts, owner, line)
    path, model = owner.space.path, f"{owner.space.name}.{owner.name}"
    yield parts.table(name, "Django", path, owner.node.lineno, model)
    for word, node in _fields(owner):
        if joins(node):
            said = parts.known(keyword(node, "db_table"))
            if keyword(node, "through") is None:
                whole = said if isinstance(said, str) else f"{name}_{word}"
                yield Table(whole, "Django", path, node.lineno, f"{model}.{word}", whole=False,
                            keys=False)  # fmt: skip


def _own_key(parts: Parts, owner: Class, parents: list[Class]) -> None:
    """The key that Django adds: to the row of a concrete ancestor, or a number."""
    path, line = owner.space.path, owner.node.lineno
    name = f"{parents[0].name.lower()}_ptr_id" if parents else "id"
    parts.columns = {
        name: Column(name, path, line, "" if parents else BIG, "", True, automatic=not parents),
        **parts.columns,
    }
    parts.primary.append(name)


def _read(program: Program, parts: Parts, apps: Apps, line: list[object]) -> list[Class]:
    """The fields of a model and of its abstract ancestors; gives the concrete ones."""
    parents: list[Class] = []
    passed: set[int] = set()
    own = line[0]
    for each in line[1:]:
        if isinstance(each, Class) and id(each) not in passed:
            ancestors = program.line(each)
            if is_model(ancestors) and not _is(each, "abstract") and not _is(each, "proxy"):
                parents.append(each)
                passed |= {id(a) for a in ancestors}
    for each in reversed(line):
        if isinstance(each, External):
            plain = each.name in (_MODEL, "builtins.object") or not _may_have_fields(each)
            parts.whole = parts.whole and plain
        if isinstance(each, Class) and (each is own or id(each) not in passed):
            parts.names = each.names
            for word, node in _fields(each):
                add_field(parts, apps, word, node, each)
    parts.names = own.names if isinstance(own, Class) else parts.names
    return parents


def _may_have_fields(base: External) -> bool:
    return base.top not in ("builtins", "abc", "typing")


def _fields(owner: Class) -> Iterator[tuple[str, ast.Call]]:
    for node in owner.node.body:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and isinstance(node.targets[0], ast.Name)
        ):
            yield node.targets[0].id, node.value
        elif (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.value, ast.Call)
            and isinstance(node.target, ast.Name)
        ):
            yield node.target.id, node.value


def _meta(owner: Class, word: str) -> ast.expr | None:
    for node in owner.node.body:
        if isinstance(node, ast.ClassDef) and node.name == "Meta":
            for each in node.body:
                if isinstance(each, ast.Assign) and any(
                    isinstance(target, ast.Name) and target.id == word for target in each.targets
                ):
                    return each.value
    return None


def _is(owner: Class, word: str) -> bool:
    return is_true(_meta(owner, word))


def _constraints(program: Program, parts: Parts, owner: Class, line: list[object]) -> None:
    """``unique_together``, ``constraints`` and ``indexes`` of the nearest class that has them."""
    for word in ("unique_together", "index_together", "constraints", "indexes"):
        said = next(
            (
                (each, node)
                for each in line
                if isinstance(each, Class)
                and (each is owner or _is(each, "abstract"))
                and (node := _meta(each, word)) is not None
            ),
            None,
        )
        if said is None:
            continue
        node = said[1]
        if not isinstance(node, ast.List | ast.Tuple | ast.Set):
            parts.keys = False
        elif word in ("constraints", "indexes"):
            for each in node.elts:
                _constraint(parts, each)
        else:
            _together(parts, word, node)


def _together(parts: Parts, word: str, node: ast.List | ast.Tuple | ast.Set) -> None:
    rows = list(node.elts)
    if rows and not isinstance(rows[0], ast.List | ast.Tuple):
        rows = [ast.Tuple(rows)]  # one set, written without the list around it
    for row in rows:
        columns = parts.column_names(row.elts) if isinstance(row, ast.List | ast.Tuple) else None
        if columns is None:
            parts.keys = False
        elif word == "unique_together":
            parts.uniques.append(columns)
        else:
            parts.indexes.append(columns)


def _constraint(parts: Parts, node: ast.expr) -> None:
    word = last_name(node.func) if isinstance(node, ast.Call) else ""
    if word == "CheckConstraint":
        return
    given = keyword(node, "fields") if isinstance(node, ast.Call) else None
    columns = parts.column_names(given.elts) if isinstance(given, ast.List | ast.Tuple) else None
    if columns is None:
        parts.keys = parts.keys and word not in ("", "UniqueConstraint")
    elif word == "UniqueConstraint":
        assert isinstance(node, ast.Call)
        if keyword(node, "condition") is None:
            parts.uniques.append(columns)
        else:
            parts.keys = False
    else:
        parts.indexes.append(tuple(each.lstrip("-") for each in columns))
