"""The models to which an environment's ``env.py`` compares its database.

``env.py`` would connect to the database of whoever runs it, so it is not run.  Its imports,
definitions and plain assignments are, one by one: those are enough to know the metadata and the
filters that it hands to Alembic.  Nothing that calls something is executed.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.check.database.walk import importable

if TYPE_CHECKING:
    from coldframe.check.database.environment import Environment
    from coldframe.check.host import Host

# What env.py may say of how to compare.
_OPTIONS = (
    "include_object",
    "include_name",
    "include_schemas",
    "compare_type",
    "compare_server_default",
    "user_module_prefix",
)


class Models(NamedTuple):
    """The ``metadata`` of an environment, and the ``options`` with which env.py compares.

    ``line`` is where env.py (at ``path``) hands them over.  Without metadata, ``why`` says what
    keeps it from being known; ``""`` if env.py does not speak of any.  ``faults`` are imports of
    env.py that fail: Alembic could not run it.
    """

    path: str
    line: int
    metadata: Any = None
    options: dict[str, Any] = {}
    why: str = ""
    faults: tuple[str, ...] = ()


def models(host: Host, environment: Environment) -> Models:
    """What ``environment`` compares to: as its env.py says, else as the settings do."""
    path = f"{environment.path}/env.py"
    with importable(host.tree.root):
        found = _said(host, path)
        named = host.settings.database.models
        if found.metadata is None and named and not environment.feature:
            try:
                metadata = _resolved(named)
            except Exception as error:
                return found._replace(why=f"{named}: {type(error).__name__}: {error}")
            return found._replace(metadata=metadata, why="")
    return found


def _resolved(named: str) -> Any:
    from importlib import import_module

    module, _, attributes = named.partition(":")
    found: Any = import_module(module)
    for attribute in attributes.split("."):
        found = getattr(found, attribute)
    return found


def _said(host: Host, path: str) -> Models:
    try:
        module = ast.parse(host.tree.read(path))
    except (SyntaxError, ValueError) as error:
        return Models(path, 1, why=f"env.py cannot be read: {error}")
    given = _configured(module)
    target = given.get("target_metadata")
    if target is None or (isinstance(target, ast.Constant) and target.value is None):
        return Models(path, 1)
    file = os.path.join(host.tree.root, path)
    names: dict[str, Any] = {"__name__": "coldframe_env", "__file__": file}
    faults = list(_executed(module.body, names, file))
    values = {}
    for name, expression in given.items():
        if not _calls(expression):
            try:
                values[name] = eval(compile(ast.Expression(expression), file, "eval"), names)
            except Exception as error:
                faults.append(f"{type(error).__name__}: {error}")
    metadata = values.pop("target_metadata", None)
    if metadata is None:
        if "target_metadata" in given and isinstance(target, ast.Name) and target.id in names:
            return Models(path, target.lineno)  # None, as in an env.py of the template
        why = next(iter(faults), "it calls something, which is not done here")
        return Models(path, target.lineno, why=why)
    return Models(path, target.lineno, metadata, values, faults=tuple(faults))


def _configured(module: ast.Module) -> dict[str, ast.expr]:
    """What is handed to ``context.configure``, by name; the call with a connection counts."""
    found: dict[str, ast.expr] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and _last(node.func) == "configure":
            said = {each.arg: each.value for each in node.keywords if each.arg}
            wanted = {n: v for n, v in said.items() if n in (*_OPTIONS, "target_metadata")}
            found = found | wanted if "connection" in said else wanted | found
    return found


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _executed(body: list[ast.stmt], names: dict[str, Any], file: str) -> Iterator[str]:
    """Execute what only binds names; yields what went wrong with imports."""
    for node in body:
        if isinstance(node, ast.Try):
            yield from _executed(node.body, names, file)
        elif isinstance(node, ast.Import | ast.ImportFrom) or (_binds(node) and not _calls(node)):
            try:
                exec(compile(ast.Module([node], []), file, "exec"), names)
            except Exception as error:
                _unbind(node, names)
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield f"line {node.lineno}: {type(error).__name__}: {error}"
        else:
            _unbind(node, names)


def _unbind(node: ast.stmt, names: dict[str, Any]) -> None:
    """Forget the names that ``node`` would bind: what they are is not known any more."""
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            names.pop(each.id, None)


def _binds(node: ast.stmt) -> bool:
    return isinstance(
        node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign
    )


def _calls(node: ast.AST) -> bool:
    """Whether something is called when ``node`` itself is executed, bodies of functions aside."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        arguments = node.args
        now = [*node.decorator_list, *arguments.defaults, *filter(None, arguments.kw_defaults)]
        return any(_calls(each) for each in now)
    if isinstance(node, ast.Lambda):
        return False
    return isinstance(node, ast.Call) or any(_calls(each) for each in ast.iter_child_nodes(node))


def places_of_tables(root: str) -> dict[str, tuple[str, int]]:
    """Where loaded modules of the host define each table: path and line, by the table's name."""
    found: dict[str, tuple[str, int]] = {}
    place = os.path.realpath(root).rstrip("/") + "/"
    python = os.path.dirname(os.__file__) + "/"
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None) or ""
        if not file or "/site-packages/" in file or file.startswith(python):
            continue  # there are thousands
        file = os.path.realpath(file)
        if not file.startswith(place) or "/site-packages/" in file:
            continue
        text = ""
        for name, value in list(vars(module).items()):
            table, pattern = _table(name, value, module.__name__)
            if table and table not in found:
                text = text or _text(file)
                match = re.search(pattern, text, re.MULTILINE)
                line = text.count("\n", 0, match.start()) + 1 if match else 1
                found[table] = (file[len(place) :], line)
    return found


def _table(name: str, value: object, module: str) -> tuple[str, str]:
    """The name of the table that ``value`` is or maps, and how its definition begins."""
    from sqlalchemy import Table

    if isinstance(value, Table):
        return value.name, rf"^{re.escape(name)}\s*[:=]"
    if isinstance(value, type) and value.__module__ == module:
        table = value.__dict__.get("__table__")
        if isinstance(table, Table):
            return table.name, rf"^[ \t]*class\s+{re.escape(name)}\b"
    return "", ""


def _text(file: str) -> str:
    try:
        with open(file, encoding="utf-8", errors="replace") as stream:
            return stream.read()
    except OSError:
        return ""
