"""What a revision would send, as far as its file shows: for where it cannot be run.

Alembic's operations with a table's name that is written down, or that comes from a loop over
names that are written down, and SQL texts given to ``execute``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.database.sql_reading import touches
from coldframe.check.database.statement import ALTER, CREATE, DROP, REFER, RENAME, Statement, Touch

if TYPE_CHECKING:
    from coldframe.check.database.revisions import Revision
    from coldframe.source.tree import Tree

# Operation → what it does, and at which place its table is named.
_OPERATIONS = {
    "create_table": (CREATE, 0, "table_name"),
    "drop_table": (DROP, 0, "table_name"),
    "rename_table": (RENAME, 0, "old_table_name"),
    "add_column": (ALTER, 0, "table_name"),
    "drop_column": (ALTER, 0, "table_name"),
    "alter_column": (ALTER, 0, "table_name"),
    "batch_alter_table": (ALTER, 0, "table_name"),
    "create_index": (ALTER, 1, "table_name"),
    "drop_index": (ALTER, 1, "table_name"),
    "create_primary_key": (ALTER, 1, "table_name"),
    "create_unique_constraint": (ALTER, 1, "table_name"),
    "create_check_constraint": (ALTER, 1, "table_name"),
    "create_foreign_key": (ALTER, 1, "source_table"),
    "drop_constraint": (ALTER, 1, "table_name"),
}


def read_statements(tree: Tree, revision: Revision, dialect: str = "") -> tuple[Statement, ...]:
    """The statements that the file of ``revision`` shows, by line; each is marked ``static``."""
    try:
        module = ast.parse(tree.read(revision.path))
    except (SyntaxError, ValueError):
        return ()
    texts = _texts(module)
    found = []
    for function in module.body:
        if isinstance(function, ast.FunctionDef) and function.name != "downgrade":
            for node in ast.walk(function):
                if isinstance(node, ast.Call):
                    for touched in _touched(node, texts, dialect):
                        what = ast.unparse(node)[:200]
                        found.append(
                            Statement(what, revision.path, node.lineno, touched, static=True)
                        )
    return tuple(sorted(found, key=lambda statement: statement.line))


def _touched(
    node: ast.Call, texts: dict[str, tuple[str, ...]], dialect: str
) -> Iterator[tuple[Touch, ...]]:
    called = (
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    )
    if called == "execute" and node.args:
        for sql in _values(_unwrapped(node.args[0]), texts):
            yield touches(sql, dialect)
        return
    if called not in _OPERATIONS:
        return
    act, at, keyword = _OPERATIONS[called]
    given = next((each.value for each in node.keywords if each.arg == keyword), None)
    if given is None and len(node.args) > at:
        given = node.args[at]
    for name in _values(given, texts):
        more: tuple[Touch, ...] = ()
        detail, by = "", ""
        if called in ("drop_column", "add_column", "alter_column"):
            detail = f"{called.replace('_', ' ')} {_second(node)}".strip()
        if called == "rename_table":
            by = next(iter(_values(node.args[1] if len(node.args) > 1 else None, texts)), "")
        if called == "create_foreign_key":
            referent = next((k.value for k in node.keywords if k.arg == "referent_table"), None)
            if referent is None and len(node.args) > 2:
                referent = node.args[2]
            more = tuple(Touch(REFER, other, by=name) for other in _values(referent, texts))
        if called == "create_table":
            more = tuple(Touch(REFER, other, by=name) for other in _referred(node))
        yield (Touch(act, name, by=by, detail=detail), *more)


def _second(node: ast.Call) -> str:
    given = node.args[1] if len(node.args) > 1 else None
    if isinstance(given, ast.Call) and given.args:
        given = given.args[0]
    return given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else ""


def _referred(node: ast.Call) -> Iterator[str]:
    """The tables to which the columns and constraints of a ``create_table`` refer."""
    for inner in ast.walk(node):
        if not isinstance(inner, ast.Call):
            continue
        name = inner.func.attr if isinstance(inner.func, ast.Attribute) else ""
        if name == "ForeignKey" and inner.args and isinstance(inner.args[0], ast.Constant):
            yield str(inner.args[0].value).rpartition(".")[0]
        if name == "ForeignKeyConstraint" and len(inner.args) > 1:
            for each in ast.walk(inner.args[1]):
                if isinstance(each, ast.Constant) and "." in str(each.value):
                    yield str(each.value).rpartition(".")[0]


def _unwrapped(node: ast.expr) -> ast.expr:
    """The text in ``sa.text("...")``."""
    return node.args[0] if isinstance(node, ast.Call) and node.args else node


def _values(node: ast.expr | None, texts: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return (node.value,)
    if isinstance(node, ast.Name):
        return texts.get(node.id, ())
    return ()


def _texts(module: ast.Module) -> dict[str, tuple[str, ...]]:
    """The texts that each name may stand for: assigned, or taken from a list in a loop."""
    found: dict[str, tuple[str, ...]] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            read = _written(node.value, found)
            if read:
                found[node.targets[0].id] = read
    for node in ast.walk(module):
        if isinstance(node, ast.For | ast.comprehension) and isinstance(node.target, ast.Name):
            read = _written(node.iter, found)
            if read:
                found[node.target.id] = read
    return found


def _written(node: ast.expr, known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return (node.value,)
    if isinstance(node, ast.Name):
        return known.get(node.id, ())
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        values = [each.value for each in node.elts if isinstance(each, ast.Constant)]
        return tuple(value for value in values if isinstance(value, str))
    return ()
