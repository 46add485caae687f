"""What a revision would send, as far as its file shows: for where it cannot be run.

Alembic's operations, statements made from table objects, SQL texts given to ``execute``, and
commits; with a table's name that is written down, or that comes from a loop over names that are.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.database.environment import DJANGO
from coldframe.check.database.sql_reading import touches
from coldframe.check.database.statement import (
    ALTER,
    CREATE,
    DELETE,
    DROP,
    INSERT,
    READ,
    REFER,
    RENAME,
    UPDATE,
    Statement,
    Touch,
)
from coldframe.check.database.static_values import Texts, texts_of, values_of

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
_WRITING = {"insert": INSERT, "update": UPDATE, "delete": DELETE, "bulk_insert": INSERT}


class _Module(NamedTuple):
    """What names of a module stand for: texts, table objects, and batches of a table."""

    texts: Texts
    tables: Texts
    batches: dict[str, tuple[tuple[str, ...], int, int]]  # tables, first and last line
    dialect: str


def read_statements(tree: Tree, revision: Revision, dialect: str = "") -> tuple[Statement, ...]:
    """The statements that the file of ``revision`` shows, by line; each is marked ``static``."""
    return tuple(shown for shown, _, _ in _shown(tree, revision, dialect))


def not_run(
    tree: Tree, revision: Revision, ran: Iterable[Statement], dialect: str = ""
) -> tuple[Statement, ...]:
    """What the file shows and ``ran`` has not: steps that hung on what was (not) there.

    A line that has sent nothing about one of its tables has not run for that table.
    """
    if revision.tool == DJANGO:
        return ()  # it runs every operation
    known = list(ran)
    found = []
    for shown, first, last in _shown(tree, revision, dialect):
        here = [each for each in known if first <= each.line <= last]
        seen = {
            touch.table.removeprefix("_alembic_tmp_") for each in here for touch in each.touches
        }
        left = tuple(t for t in shown.touches if t.table not in seen and t.act not in (READ, REFER))
        if left or (shown.committed and not here):
            found.append(shown._replace(touches=left))
    return tuple(found)


def _shown(tree: Tree, revision: Revision, dialect: str) -> list[tuple[Statement, int, int]]:
    """Each statement, with the first and last line from which it would be sent."""
    if revision.tool == DJANGO:
        from coldframe.check.database.django.reading import shown_operations

        return shown_operations(tree, revision, dialect)
    try:
        module = ast.parse(tree.read(revision.path))
    except (SyntaxError, ValueError):
        return []
    texts = texts_of(module)
    known = _Module(texts, _tables(module, texts), _batches(module, texts), dialect)
    found = []
    for function in _reached(module):
        conditions = _with_conditions(function)
        for node in ast.walk(function):
            if not isinstance(node, ast.Call):
                continue
            first, last = node.lineno, node.end_lineno or node.lineno
            batch = known.batches.get(_owner(node))
            if batch is not None and batch[1] <= first <= batch[2]:
                first, last = batch[1], batch[2]  # sent when the block ends
            what = ast.unparse(node)[:200]
            for touched in _touched(node, known, node in conditions):
                statement = Statement(what, revision.path, node.lineno, touched, static=True)
                found.append((statement, first, last))
            if _commits(node):
                commit = Statement(
                    "COMMIT", revision.path, node.lineno, committed=True, static=True
                )
                found.append((commit, first, last))
    return sorted(found, key=lambda each: each[0].line)


def _reached(module: ast.Module) -> list[ast.FunctionDef]:
    """``upgrade`` and the functions of the module that it reaches, by line."""
    functions = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    waiting, seen = ["upgrade"], set()
    while waiting:
        name = waiting.pop()
        if name in functions and name not in seen:
            seen.add(name)
            waiting += [n.id for n in ast.walk(functions[name]) if isinstance(n, ast.Name)]
    return [function for name, function in functions.items() if name in seen]


def _touched(node: ast.Call, known: _Module, conditional: bool) -> Iterator[tuple[Touch, ...]]:
    called = _called(node)
    if called == "execute" and node.args:
        for sql in values_of(_unwrapped(node.args[0]), known.texts):
            yield touches(sql, known.dialect)
    elif called in _WRITING:
        act = _WRITING[called]
        whole = act in (UPDATE, DELETE) and not conditional
        given = node.args[0] if node.args else None
        for place in (given, node.func.value if isinstance(node.func, ast.Attribute) else None):
            if isinstance(place, ast.Name) and place.id in known.tables:
                for name in known.tables[place.id]:
                    yield (Touch(act, name, whole=whole),)
                return
    elif called in _OPERATIONS:
        yield from _operation(node, called, known)


def _operation(node: ast.Call, called: str, known: _Module) -> Iterator[tuple[Touch, ...]]:
    act, at, keyword = _OPERATIONS[called]
    arguments = list(node.args)
    batch = known.batches.get(_owner(node))
    if batch is not None:  # the table is that of the batch, and is not named again
        names = batch[0]
        arguments.insert(at, ast.Constant(None))
    else:
        names = values_of(_given(node, arguments, at, keyword), known.texts)
    for name in names:
        more: tuple[Touch, ...] = ()
        detail, by = "", ""
        if called in ("drop_column", "add_column", "alter_column"):
            detail = f"{called.replace('_', ' ')} {_column(node, arguments)}".strip()
            new = values_of(_given(node, [], 0, "new_column_name"), known.texts)
            if new:
                detail = f"rename column {_column(node, arguments)} to {new[0]}"
        if called in ("drop_index", "create_index", "drop_constraint"):
            detail = called.replace("_", " ")
        if called == "rename_table":
            by = next(
                iter(values_of(_given(node, arguments, 1, "new_table_name"), known.texts)), ""
            )
        if called == "create_foreign_key":
            referent = _given(node, arguments, 2, "referent_table")
            more = tuple(Touch(REFER, other, by=name) for other in values_of(referent, known.texts))
        if called == "create_table":
            more = tuple(Touch(REFER, other, by=name) for other in _referred(node))
        yield (Touch(act, name, by=by, detail=detail), *more)


def _given(node: ast.Call, arguments: list[ast.expr], at: int, keyword: str) -> ast.expr | None:
    named = next((each.value for each in node.keywords if each.arg == keyword), None)
    return named or (arguments[at] if len(arguments) > at else None)


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _owner(node: ast.Call) -> str:
    """``batch`` of ``batch.drop_column(...)``."""
    value = node.func.value if isinstance(node.func, ast.Attribute) else None
    return value.id if isinstance(value, ast.Name) else ""


def _commits(node: ast.Call) -> bool:
    return _called(node) == "autocommit_block" or (
        _called(node) == "commit" and isinstance(node.func, ast.Attribute) and not node.args
    )


def _with_conditions(function: ast.FunctionDef) -> set[ast.AST]:
    """All that stands in a statement with a ``.where(...)``, or before one."""
    found: set[ast.AST] = set()
    for statement in ast.walk(function):
        if isinstance(statement, ast.Expr | ast.Assign | ast.Return):
            inner = list(ast.walk(statement))
            if any(isinstance(n, ast.Call) and _called(n) in ("where", "filter") for n in inner):
                found |= set(inner)
    return found


def _tables(module: ast.Module, texts: Texts) -> Texts:
    """The names of the tables that ``sa.Table("x", ...)`` and ``sa.table("x")`` stand for."""
    found: Texts = {}
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Call)
            and _called(node.value) in ("Table", "table")
            and node.value.args
        ):
            names = values_of(node.value.args[0], texts)
            if names:
                found[node.targets[0].id] = names
    return found


def _batches(module: ast.Module, texts: Texts) -> dict[str, tuple[tuple[str, ...], int, int]]:
    """The names in ``with op.batch_alter_table("x") as name``."""
    found = {}
    for node in ast.walk(module):
        if isinstance(node, ast.With):
            for item in node.items:
                call, name = item.context_expr, item.optional_vars
                if (
                    isinstance(call, ast.Call)
                    and isinstance(name, ast.Name)
                    and _called(call) == "batch_alter_table"
                ):
                    tables = values_of(_given(call, call.args, 0, "table_name"), texts)
                    found[name.id] = (tables, node.lineno, node.end_lineno or node.lineno)
    return found


def _column(node: ast.Call, arguments: list[ast.expr]) -> str:
    given = _given(node, arguments, 1, "column_name")
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
    if isinstance(node, ast.Call) and node.args and _called(node) != "format":
        return node.args[0]
    return node
