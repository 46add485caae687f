"""What a migration of Django would send, as far as its file shows: operations and SQL texts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.database.django.revisions import assigned, migration_class
from coldframe.check.database.sql_reading import touches
from coldframe.check.database.statement import ALTER, CREATE, DROP, RENAME, Statement, Touch

if TYPE_CHECKING:
    from coldframe.check.database.revisions import Revision
    from coldframe.source.tree import Tree

# Operation → what it does, and the keyword that names its model (also its first argument).
_OPERATIONS = {
    "CreateModel": (CREATE, "name"),
    "DeleteModel": (DROP, "name"),
    "AddField": (ALTER, "model_name"),
    "RemoveField": (ALTER, "model_name"),
    "AlterField": (ALTER, "model_name"),
    "RenameField": (ALTER, "model_name"),
    "AddIndex": (ALTER, "model_name"),
    "RemoveIndex": (ALTER, "model_name"),
    "AddConstraint": (ALTER, "model_name"),
    "RemoveConstraint": (ALTER, "model_name"),
    "AlterUniqueTogether": (ALTER, "name"),
    "AlterIndexTogether": (ALTER, "name"),
}
_WORDS = {"AddField": "add", "RemoveField": "drop", "AlterField": "alter", "RenameField": "rename"}


def shown_operations(
    tree: Tree, revision: Revision, dialect: str
) -> list[tuple[Statement, int, int]]:
    """Each statement, with the first and last line of its operation.

    Python that an operation runs is not read: it works with models that only exist then.
    """
    body = migration_class(tree.read(revision.path))
    value = None if body is None else assigned(body, "operations")
    found = []
    for node in value.elts if isinstance(value, ast.List | ast.Tuple) else ():
        for inner, touched in _touched(node, tree, revision, dialect):
            what = ast.unparse(inner)[:200]
            statement = Statement(what, revision.path, inner.lineno, touched, static=True)
            found.append((statement, node.lineno, node.end_lineno or node.lineno))
    return found


def _touched(
    node: ast.expr, tree: Tree, revision: Revision, dialect: str
) -> Iterator[tuple[ast.Call, tuple[Touch, ...]]]:
    if not isinstance(node, ast.Call):
        return
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    app = revision.id.partition(".")[0]
    if called == "SeparateDatabaseAndState":
        for keyword in node.keywords:
            if keyword.arg == "database_operations" and isinstance(keyword.value, ast.List):
                for each in keyword.value.elts:
                    yield from _touched(each, tree, revision, dialect)
    elif called == "RunSQL":
        for sql in _texts(_given(node, 0, "sql")):
            yield node, touches(sql, dialect)
    elif called == "RenameModel":
        tables = [
            _table(tree, revision, app, text)
            for at, word in enumerate(("old_name", "new_name"))
            for text in _texts(_given(node, at, word))[:1]
        ]
        if len(tables) == 2:
            yield node, (Touch(RENAME, tables[0], by=tables[1]),)
    elif called in _OPERATIONS:
        act, word = _OPERATIONS[called]
        for model in _texts(_given(node, 0, word))[:1]:
            detail = ""
            if called in _WORDS:
                field = "old_name" if called == "RenameField" else "name"
                named = _texts(_given(node, 1, field))[:1]
                detail = f"{_WORDS[called]} column {''.join(named)}"
            own = _own_name(node) if called == "CreateModel" else ""
            table = own or _table(tree, revision, app, model)
            yield node, (Touch(act, table, detail=detail),)


def _table(tree: Tree, revision: Revision, app: str, model: str) -> str:
    """The table of a model: the one that its CreateModel names, or Django's usual name."""
    folder = revision.path.rpartition("/")[0]
    for path in tree.under(folder):
        data = tree.read(path) if path.endswith(".py") else b""
        body = migration_class(data) if b"db_table" in data else None
        value = None if body is None else assigned(body, "operations")
        for node in value.elts if isinstance(value, ast.List | ast.Tuple) else ():
            if isinstance(node, ast.Call) and (own := _own_name(node)):
                named = _texts(_given(node, 0, "name"))
                if [each.lower() for each in named] == [model.lower()]:
                    return own
    return f"{app}_{model.lower()}"


def _own_name(node: ast.Call) -> str:
    """``db_table`` in the options of a CreateModel, or the table of an AlterModelTable."""
    options = _given(node, 2, "options")
    pairs = zip(options.keys, options.values, strict=True) if isinstance(options, ast.Dict) else ()
    for key, value in pairs:
        if isinstance(key, ast.Constant) and key.value == "db_table":
            return "".join(_texts(value))
    return ""


def _given(node: ast.Call, at: int, word: str) -> ast.expr | None:
    for keyword in node.keywords:
        if keyword.arg == word:
            return keyword.value
    return node.args[at] if len(node.args) > at else None


def _texts(node: ast.expr | None) -> list[str]:
    """A text, or a list of texts (of RunSQL, also with parameters)."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.List):
        return [text for each in node.elts for text in _texts(each)]
    if isinstance(node, ast.Tuple):
        return _texts(node.elts[0]) if node.elts else []
    return []
