"""The commands that a module defines.

Known: ``add_parser`` and ``ArgumentParser`` of argparse, ``command`` and ``group``
decorators of click and typer, and cliff's command classes.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from coldframe.check.surface.definition import COMMAND, Definition, Words
from coldframe.check.surface.reading import (
    Function,
    Module,
    base_names,
    docstring,
    dotted,
    is_false,
    is_true,
    keyword,
    last_name,
)

_CLIFF = frozenset({"Command", "Lister", "ShowOne", "DisplayCommandBase"})


def commands(module: Module) -> Iterator[Definition]:
    """Every command with a name that can be read, or that stands for itself."""
    parents = dict(subparsers(module))
    cliff = any(map(_is_cliff, module.imports))
    for node, _around in module.sites:
        if isinstance(node, ast.Call):
            yield from _parser(module, node, parents)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from decorated(module, node)
        elif isinstance(node, ast.ClassDef) and cliff and _CLIFF & set(base_names(node)):
            yield _cliff(module, node)


def subparsers(module: Module) -> Iterator[tuple[str, str]]:
    """Which command the variables of argparse parsers and subparsers stand for."""
    known: dict[str, str] = {}
    for node, _around in module.sites:
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)):
            continue
        call = node.value
        owner = known.get(dotted(call.func).rpartition(".")[0], "")
        made = last_name(call.func)
        if made == "add_parser" and call.args:
            owner = f"{owner} {module.text(call.args[0]) or '?'}".strip()
        elif made != "add_subparsers":
            continue
        for target in node.targets:
            known[dotted(target)] = owner
            yield dotted(target), owner


def _parser(module: Module, call: ast.Call, parents: dict[str, str]) -> Iterator[Definition]:
    called = last_name(call.func)
    told = _joined(module.words(keyword(call, k)) for k in ("help", "description", "epilog"))
    if called == "add_parser" and isinstance(call.func, ast.Attribute):
        name = module.text(call.args[0]) if call.args else None
        whole = f"{parents.get(dotted(call.func.value), '')} {name or '?'}".strip()
        names = tuple(dict.fromkeys(n for n in (whole, name) if n))
        hidden = last_name(keyword(call, "help") or ast.Constant("")) == "SUPPRESS"
        yield Definition(
            COMMAND, names, call.lineno, "argparse", told, hidden, certain=name is not None
        )
    elif called == "ArgumentParser":
        if is_false(keyword(call, "add_help")):
            return  # a parent of other parsers, not a program
        name = module.text(keyword(call, "prog"))
        names = (name,) if name else ("the program",)
        yield Definition(COMMAND, names, call.lineno, "argparse", told, certain=bool(name))


def decorated(module: Module, function: Function) -> Iterator[Definition]:
    """The click or typer command that ``function`` is, if it is one."""
    for decorator in function.decorator_list:
        call = decorator if isinstance(decorator, ast.Call) else None
        made = dotted(call.func if call else decorator)
        if made.rpartition(".")[2] not in ("command", "group"):
            continue
        given = keyword(call, "name") if call else None
        if given is None and call and call.args:
            given = call.args[0]
        name = module.text(given) if given is not None else _default_name(function.name)
        told = _joined(
            [
                *(module.words(keyword(call, k)) for k in ("help", "short_help", "epilog") if call),
                docstring(function) if not (call and keyword(call, "help")) else None,
            ]
        )
        hidden = call is not None and is_true(keyword(call, "hidden"))
        line = decorator.lineno
        yield Definition(
            COMMAND, (name or "?",), line, "click", told, hidden, certain=name is not None
        )


def _default_name(function: str) -> str:
    return re.sub(r"_(command|cmd|group|grp)$", "", function).replace("_", "-").lower()


def _cliff(module: Module, node: ast.ClassDef) -> Definition:
    told = [docstring(node)]
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef) and statement.name == "get_description":
            told += [
                module.words(inner.value) or Words("", False)
                for inner in ast.walk(statement)
                if isinstance(inner, ast.Return)
            ]
        elif isinstance(statement, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == "_description" for t in statement.targets
        ):
            told.append(module.words(statement.value))
    hidden = any(
        isinstance(s, ast.Assign)
        and is_true(s.value)
        and any(isinstance(t, ast.Name) and t.id == "hidden" for t in s.targets)
        for s in node.body
    )
    return Definition(COMMAND, (node.name,), node.lineno, "cliff", _joined(told), hidden)


def _is_cliff(node: ast.Import | ast.ImportFrom) -> bool:
    names = [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        names = [node.module or ""]
    return any(name.split(".")[0] in ("cliff", "osc_lib", "openstackclient") for name in names)


def _joined(parts: object) -> Words | None:
    """All that is told, as one text; None when nothing is."""
    told = [part for part in parts if isinstance(part, Words)]  # type: ignore[attr-defined]
    if not told:
        return None
    return Words("\n".join(part.text for part in told), all(part.exact for part in told))
