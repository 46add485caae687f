"""One table of SQLAlchemy, as a declarative class or a call of ``Table`` says it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.surface.reading import is_false, is_true, keyword, last_name
from coldframe.compat.commands.things import Class, External, Names, Opaque, Space
from coldframe.compat.tables.mixins import add_mixin
from coldframe.compat.tables.parts import Parts
from coldframe.compat.tables.sqlalchemy_column import add_column, add_constraint

if TYPE_CHECKING:
    from coldframe.check.surface.reading import Module
    from coldframe.compat.commands.program import Program
    from coldframe.compat.tables.entry import Table

_COLUMNS = frozenset({"Column", "mapped_column"})
_PLAIN = frozenset(
    {"object", "Generic", "DeclarativeBase", "Base", "Model", "ABC", "SQLModel", "ModelBase"}
) | {"ModelIterator", "declarative_base", "MappedAsDataclass"}
_WITH_NAMES = frozenset({"BASEV2", "NeutronBaseV2"})  # neutron_lib: the class's name, and an s


def sqlalchemy_table(program: Program, owner: Class) -> Table | None:
    """The table of a declarative class, or None; without a name if that cannot be read."""
    own = _said(owner, "__tablename__")
    line = program.line(owner)
    if is_true(_said(owner, "__abstract__")) or not _declarative(line, own):
        return None
    name = _name(program, owner, line, own)
    if name is None:
        return None
    parts = Parts(program, owner.names)
    for each in reversed(line):
        if isinstance(each, Class):
            _read(program, parts, each)
        elif _last(each) not in _PLAIN | _WITH_NAMES:
            known = isinstance(each, External) and add_mixin(parts, each, owner.space.path)
            parts.whole = parts.whole and known
    path, at = owner.space.path, owner.node.lineno
    return parts.table(name, "SQLAlchemy", path, at, f"{owner.space.name}.{owner.name}")


def _last(base: object) -> str:
    if isinstance(base, External):
        return base.last
    node = base.node if isinstance(base, Opaque) else None
    return last_name(node.func if isinstance(node, ast.Call) else node) if node else ""


def _declarative(line: list[object], own: ast.expr | None) -> bool:
    return own is not None or any(
        isinstance(each, External) and each.last in _WITH_NAMES for each in line
    )


def _said(owner: Class, word: str) -> ast.expr | None:
    for node in owner.node.body:
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == word for target in node.targets
        ):
            return node.value
        if (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and node.target.id == word
        ):
            return node.value
    return None


def _name(program: Program, owner: Class, line: list[object], own: ast.expr | None) -> str | None:
    """The name; empty if it cannot be read, None if the table is that of an ancestor."""
    if own is not None:
        found = program.known(program.value(own, owner.names))
        return found if isinstance(found, str) else ""
    for each in line[1:]:
        if isinstance(each, Class) and _said(each, "__tablename__") is not None:
            return None
    return owner.name.lower() + "s"


def _columns(owner: Class) -> list[tuple[str, ast.Call | None, ast.expr | None, int]]:
    """What a class's own body says of columns: name, call, annotation, line."""
    found: list[tuple[str, ast.Call | None, ast.expr | None, int]] = []
    for node in owner.node.body:
        value: ast.expr | None = None
        name, annotation = "", None
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name, value = node.targets[0].id, node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name, value, annotation = node.target.id, node.value, node.annotation
            if value is None and _is_mapped(annotation) and not _is_relation(annotation):
                found.append((name, None, annotation, node.lineno))
        elif isinstance(node, ast.FunctionDef) and any(
            last_name(each.func if isinstance(each, ast.Call) else each) == "declared_attr"
            for each in node.decorator_list
        ):
            name, value = node.name, _returned(node)
        if isinstance(value, ast.Call) and last_name(value.func) == "deferred" and value.args:
            value = value.args[0]
        if isinstance(value, ast.Call) and last_name(value.func) in _COLUMNS:
            found.append((name, value, annotation, node.lineno))
    return found


def _returned(node: ast.FunctionDef) -> ast.expr | None:
    return next((each.value for each in node.body if isinstance(each, ast.Return)), None)


def _is_mapped(node: ast.expr) -> bool:
    return isinstance(node, ast.Subscript) and last_name(node.value) == "Mapped"


def _is_relation(node: ast.expr) -> bool:
    """Whether it is not said to be a plain type: ``Mapped["Bed"]`` is another row."""
    inner = node.slice if isinstance(node, ast.Subscript) else node
    words = {each.id for each in ast.walk(inner) if isinstance(each, ast.Name)}
    return not words & {"int", "str", "bool", "float", "datetime", "date", "bytes", "Decimal"}


def _read(program: Program, parts: Parts, owner: Class) -> None:
    parts.names = owner.names
    for name, call, annotation, line in _columns(owner):
        add_column(parts, name, call, annotation, owner.space.path, line)
    listed = _said(owner, "__table_args__")
    if listed is None:
        for node in owner.node.body:
            if isinstance(node, ast.FunctionDef) and node.name == "__table_args__":
                listed = _returned(node)
                parts.whole = parts.whole and listed is not None
    for each in _elements(parts, listed):
        add_constraint(parts, each)


def _elements(parts: Parts, node: ast.expr | None) -> Iterator[ast.expr]:
    if isinstance(node, ast.Tuple | ast.List):
        for each in node.elts:
            if isinstance(each, ast.Starred):
                parts.keys = False
            else:
                yield each
    elif isinstance(node, ast.BinOp):
        yield from _elements(parts, node.left)
        yield from _elements(parts, node.right)
    elif node is not None and not isinstance(node, ast.Dict):
        parts.keys = False


def called_tables(program: Program, space: Space, module: Module) -> Iterator[Table]:
    """The tables that calls of ``Table(name, metadata, ...)`` say."""
    for call, _around in module.calls():
        if len(call.args) < 2 or not _is_table(program, call, space.names):
            continue
        name = program.known(program.value(call.args[0], space.names))
        if not isinstance(name, str) or not name:
            continue
        parts = Parts(program, space.names)
        for each in call.args[2:]:
            if isinstance(each, ast.Call) and last_name(each.func) in _COLUMNS:
                add_column(parts, "", each, None, space.path, each.lineno)
            elif isinstance(each, ast.Call):
                add_constraint(parts, each)
            else:
                parts.whole = False
        if any(is_true(keyword(call, word)) for word in ("autoload", "autoload_with")) or (
            keyword(call, "autoload_with") is not None
        ):
            continue
        if is_false(keyword(call, "extend_existing")) or parts.columns:
            yield parts.table(name, "SQLAlchemy", space.path, call.lineno, "")


def _is_table(program: Program, call: ast.Call, names: Names) -> bool:
    """Whether it makes a table of SQLAlchemy, by whatever name; others are printed."""
    found = program.known(program.value(call.func, names))
    word = found.last if isinstance(found, External) else last_name(call.func)
    others = ("rich", "astropy", "docx", "reportlab")
    return word == "Table" and not (isinstance(found, External) and found.top in others)
