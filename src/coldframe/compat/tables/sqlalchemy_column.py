"""One column or constraint of SQLAlchemy."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from coldframe.check.surface.reading import is_false, is_true, keyword, last_name
from coldframe.compat.commands.things import Class, External, Function, Opaque
from coldframe.compat.tables.entry import Column, ForeignKey
from coldframe.compat.tables.types import BIG, INTEGER, SMALL, sqlalchemy_type

if TYPE_CHECKING:
    from coldframe.compat.tables.parts import Parts

_DEEPEST = 5
_ASIDE = frozenset({"ForeignKey", "Sequence", "Identity", "Computed", "CheckConstraint"})


def add_column(
    parts: Parts, attribute: str, call: ast.Call | None, annotation: ast.expr | None, path: str,
    line: int,
) -> None:  # fmt: skip
    """Read one column; ``attribute`` is what the class calls it."""
    args = list(call.args) if call is not None else []
    name = attribute
    if args and isinstance(given := parts.known(args[0]), str):
        name = given
        args.pop(0)
    if call is not None and isinstance(given := parts.known(keyword(call, "name")), str):
        name = given
    if not name:
        parts.whole = False
        return
    parts.called[attribute or name] = name
    said = [each for each in args if not _is_aside(each)]
    node = said[0] if said else keyword(call, "type_", "type") if call is not None else None
    if isinstance(node, ast.Starred):
        node, parts.whole = None, False
    inner, optional = _mapped(annotation)
    type_, length, values = _type(parts, node if node is not None else inner)
    if call is None:
        call = ast.Call(ast.Name("mapped_column"), [], [])
    for key in (each for each in args if _is_aside(each)):
        _foreign_key(parts, name, key)
    primary = is_true(keyword(call, "primary_key"))
    null = keyword(call, "nullable")
    required = is_false(null) or primary or (null is None and inner is not None and not optional)
    if primary:
        parts.primary.append(name)
    if is_true(keyword(call, "unique")):
        parts.uniques.append((name,))
    elif is_true(keyword(call, "index")):
        parts.indexes.append((name,))
    numbers = type_ in (SMALL, INTEGER, BIG)
    counted = primary and numbers and not is_false(keyword(call, "autoincrement"))
    made = any(last_name(each.func) in _ASIDE - {"ForeignKey", "CheckConstraint"}
               for each in args if isinstance(each, ast.Call))  # fmt: skip
    usual = parts.text(keyword(call, "server_default"))
    parts.columns.pop(name, None)
    parts.columns[name] = Column(
        name, path, line, type_, length, required, usual, counted or made, values
    )


def _is_aside(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and last_name(node.func) in _ASIDE


def _foreign_key(parts: Parts, column: str, node: ast.expr) -> None:
    if not isinstance(node, ast.Call) or last_name(node.func) != "ForeignKey":
        return
    target = parts.known(node.args[0]) if node.args else None
    action = parts.known(keyword(node, "ondelete"))
    parts.foreign.append(
        ForeignKey(
            (column,),
            target if isinstance(target, str) else "",
            action.lower() if isinstance(action, str) else "",
        )
    )


def _mapped(annotation: ast.expr | None) -> tuple[ast.expr | None, bool]:
    """What stands in ``Mapped[...]``, and whether it may be None."""
    if not isinstance(annotation, ast.Subscript):
        return None, False
    node = annotation.slice
    if isinstance(node, ast.Subscript) and last_name(node.value) == "Annotated":
        node = node.slice.elts[0] if isinstance(node.slice, ast.Tuple) else node.slice
    if isinstance(node, ast.Subscript) and last_name(node.value) == "Optional":
        return node.slice, True
    if isinstance(node, ast.BinOp):
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(other, ast.Constant) and other.value is None:
                return one, True
    return node, False


def _meant(parts: Parts, node: ast.expr) -> ast.expr | None:
    """The type that a name, a function or a decorated type of the host stands for."""
    if not isinstance(node, ast.Name | ast.Attribute):
        return None
    found = parts.names.find(node.id) if isinstance(node, ast.Name) else parts.known(node)
    held = parts.program.known(found)
    if isinstance(held, Opaque):
        return held.node if isinstance(held.node, ast.Call) else None
    if isinstance(held, Function) and not isinstance(held.node, ast.Lambda):
        last = held.node.body[-1]
        return last.value if isinstance(last, ast.Return) else None
    for each in parts.program.line(held) if isinstance(held, Class) else ():
        for said in each.node.body if isinstance(each, Class) else ():
            if isinstance(said, ast.Assign) and last_name(said.targets[0]) == "impl":
                return said.value
    return None


def _type(parts: Parts, node: ast.expr | None, deep: int = 0) -> tuple[str, str, tuple[str, ...]]:
    """The word for a type, its length, and the values that it may have."""
    if node is None:
        return "", "", ()
    if isinstance(node, ast.Call) and last_name(node.func) == "with_variant":
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        return _type(parts, owner, deep)
    call = node if isinstance(node, ast.Call) else None
    word = last_name(call.func if call else node)
    inner = _meant(parts, call.func if call else node)
    if inner is not None and deep < _DEEPEST:
        return _type(parts, inner, deep + 1)
    if call and word == "Enum":
        values = tuple(v for each in call.args if isinstance(v := parts.known(each), str))
        return "enum", "", values if len(values) == len(call.args) else ()
    length = ""
    if call and sqlalchemy_type(word) == "text":
        given = keyword(call, "length") or (call.args[0] if call.args else None)
        length = parts.text(given)
    if call and sqlalchemy_type(word) == "decimal":
        length = ",".join(parts.text(each) for each in call.args)
    type_ = sqlalchemy_type(word)
    made = type_ == word and word[:1].islower() and call is not None  # by a function, not a class
    return "" if made else type_, length, ()


def add_constraint(parts: Parts, node: ast.expr) -> None:
    """Read one element of ``__table_args__``, or of ``Table``."""
    if not isinstance(node, ast.Call):
        of_others = isinstance(node, ast.Attribute) and isinstance(parts.known(node), External)
        parts.keys = parts.keys and (isinstance(node, ast.Dict) or of_others)
        return
    word = last_name(node.func)
    args = [each for each in node.args if not isinstance(each, ast.Starred)]
    if len(args) < len(node.args):
        parts.keys = False
        return
    if word == "ForeignKeyConstraint" and len(args) >= 2:
        _foreign_constraint(parts, node, args)
        return
    if word == "Index":
        args = args[1:]
    if word not in ("Index", "UniqueConstraint", "PrimaryKeyConstraint"):
        parts.keys = parts.keys and word == "CheckConstraint"
        return
    columns = parts.column_names(args)
    if columns is None:
        if word != "Index":
            parts.keys = False
    elif word == "PrimaryKeyConstraint":
        parts.primary += columns
    elif word == "Index" and not is_true(keyword(node, "unique")):
        parts.indexes.append(columns)
    else:
        parts.uniques.append(columns)


def _foreign_constraint(parts: Parts, node: ast.Call, args: list[ast.expr]) -> None:
    lists = [each.elts if isinstance(each, ast.List | ast.Tuple) else [] for each in args[:2]]
    columns = parts.column_names(list(lists[0]))
    targets = [parts.known(each) for each in lists[1]]
    if columns is None or not all(isinstance(each, str) for each in targets):
        parts.keys = False
        return
    action = parts.known(keyword(node, "ondelete"))
    parts.foreign.append(
        ForeignKey(columns, ", ".join(targets), action.lower() if isinstance(action, str) else "")
    )
