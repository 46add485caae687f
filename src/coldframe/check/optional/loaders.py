"""Where Python code loads members of an entry-point group: all of them, or any."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from coldframe.check.surface.reading import Module, dotted, keyword, last_name

# The host need not load these itself: the program in question loads every one that is installed.
LOADED_BY = {
    "pytest11": "pytest",
    "distutils.setup_keywords": "setuptools",
    "setuptools.finalize_distribution_options": "setuptools",
    "flake8.extension": "flake8",
}


class Loader(NamedTuple):
    """``line`` loads members of ``group``."""

    group: str
    line: int


def loaders(module: Module) -> Iterator[Loader]:
    """Every place that is certain to load a whole group."""
    for node, _ in module.sites:
        if isinstance(node, ast.Call) and last_name(node.func) == "ExtensionManager":
            group = keyword(node, "namespace") or (node.args[0] if node.args else None)
            name = module.text(group)
            if name:
                yield Loader(name, node.lineno)
        elif isinstance(node, ast.For):
            name = _group(module, node.iter)
            if name and isinstance(node.target, ast.Name) and _loads(node.body, node.target.id):
                yield Loader(name, node.lineno)
        elif isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            if len(node.generators) != 1 or node.generators[0].ifs:
                continue
            name = _group(module, node.generators[0].iter)
            target = node.generators[0].target
            if name and isinstance(target, ast.Name) and _mentions_load(node, target.id):
                yield Loader(name, node.lineno)


# The managers of stevedore that are given a group.
_MANAGERS = frozenset(
    kind + "Manager"
    for kind in ("Extension", "NamedExtension", "EnabledExtension", "Driver", "Hook", "Dispatch")
)


def openings(module: Module) -> Iterator[Loader]:
    """Every call that may load members of a group, all or some of them."""
    for call, _ in module.calls():
        if last_name(call.func) in _MANAGERS:
            group = keyword(call, "namespace") or (call.args[0] if call.args else None)
        elif last_name(call.func) == "entry_points":
            group = keyword(call, "group")
        elif last_name(call.func) == "iter_entry_points":
            group = call.args[0] if call.args else keyword(call, "group")
        else:
            continue
        name = module.text(group)
        if name:
            yield Loader(name, call.lineno)


def _group(module: Module, node: ast.expr) -> str:
    """The group that ``node`` lists all entry points of; empty if it is not certain."""
    if isinstance(node, ast.Name):
        node = _once_assigned(module, node.id) or node
    if isinstance(node, ast.Call):
        made = last_name(node.func)
        if made == "entry_points" and not keyword(node, "name"):
            return module.text(keyword(node, "group")) or ""
        if made == "iter_entry_points" and len(node.args) == 1 and not keyword(node, "name"):
            return module.text(node.args[0]) or ""
        if made in ("get", "select") and isinstance(node.func, ast.Attribute):
            inner = node.func.value
            if _lists(inner) and keyword(node, "name") is None:
                group = keyword(node, "group") or (node.args[0] if node.args else None)
                return module.text(group) or ""
    if isinstance(node, ast.Subscript) and _lists(node.value):
        return module.text(node.slice) or ""
    return ""


def _lists(node: ast.expr) -> bool:
    """Whether ``node`` is the call that lists the entry points of all groups."""
    return isinstance(node, ast.Call) and last_name(node.func) == "entry_points"


def _once_assigned(module: Module, name: str) -> ast.expr | None:
    values = [
        node.value
        for node, _ in module.sites
        if isinstance(node, ast.Assign) and any(dotted(target) == name for target in node.targets)
    ]
    return values[0] if len(values) == 1 else None


def _loads(body: list[ast.stmt], name: str) -> bool:
    """Whether ``body`` calls ``name.load()`` however things stand: before any choice."""
    for statement in body:
        if isinstance(statement, ast.Try | ast.With):
            return _loads(statement.body, name)
        if isinstance(statement, ast.If | ast.Match | ast.For | ast.While):
            return False  # from here on it may be a selection
        if _mentions_load(statement, name):
            return True
    return False


def _mentions_load(node: ast.AST, name: str) -> bool:
    return any(
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in ("load", "resolve", "require")
        and dotted(call.func.value) == name
        for call in ast.walk(node)
    )
