"""The options of oslo.config that a module defines, with the group they are registered in."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from coldframe.check.surface.definition import OPTION, Definition
from coldframe.check.surface.reading import Module, dotted, keyword, last_name

_KINDS = frozenset(
    prefix + "Opt"
    for prefix in (
        *("", "Str", "Bool", "Int", "Float", "List", "Dict", "IP", "Port", "Hostname"),
        *("HostAddress", "URI", "Multi", "MultiStr", "SubCommand"),
    )
)
# How Keystone and others call a group after its module.
_OWN_NAME = frozenset(
    f"__name__.{split}('.')[-1]" for split in ("split", "rsplit", "rpartition")
) | {"__name__.rpartition('.')[2]"}
_REGISTERING = frozenset({"register_opt", "register_opts", "register_cli_opt", "register_cli_opts"})


def oslo_options(module: Module) -> Iterator[Definition]:
    """Every ``cfg.*Opt("name", ...)``; certain when its group is registered in this module."""
    found = [
        call
        for call, _around in module.calls()
        if last_name(call.func) in _KINDS and call.args and _imported(module, call)
    ]
    if not found:
        return
    groups = group_names(module)
    for call in found:
        name = module.text(call.args[0])
        told = module.words(keyword(call, "help"))
        if name is None:
            yield Definition(OPTION, ("?",), call.lineno, "oslo.config", told, certain=False)
            continue
        group = groups.get(id(call))
        bare = name.replace("-", "_")
        names = [bare, name]
        if group == "DEFAULT":
            names = [bare, f"DEFAULT.{bare}", name]
        elif group:
            names = [f"{group}.{bare}", f"{group}.{name}"]
        yield Definition(
            OPTION,
            tuple(dict.fromkeys(names)),
            call.lineno,
            "oslo.config",
            told,
            certain=group is not None,
            node=call,
        )


def _imported(module: Module, call: ast.Call) -> bool:
    """Whether the class is oslo.config's: ``cfg.StrOpt``, or a name imported from there."""
    owner, _, kind = dotted(call.func).rpartition(".")
    for node in module.imports:
        if isinstance(node, ast.Import):
            if any(alias.name.startswith("oslo_config") for alias in node.names):
                return True
        elif (node.module or "").startswith("oslo_config") and any(
            (alias.asname or alias.name) in (owner, kind) for alias in node.names
        ):
            return True
    return False


def group_names(module: Module) -> dict[int, str]:
    """For the options registered in this module: the ``id`` of the call, and the group."""
    groups: dict[int, str] = {}
    for call, _around in module.calls():
        if last_name(call.func) not in _REGISTERING or not call.args:
            continue
        given = call.args[1] if len(call.args) > 1 else keyword(call, "group")
        group = "DEFAULT" if given is None else _group_name(module, given)
        if group is not None:
            for option in _options_in(module, call.args[0], 0):
                groups[id(option)] = group
    return groups


def _group_name(module: Module, node: ast.expr) -> str | None:
    if isinstance(node, ast.Name) and node.id in module.constants:
        node = module.constants[node.id]
    if ast.unparse(node) in _OWN_NAME:
        return module.name or None
    if isinstance(node, ast.Call) and last_name(node.func) == "OptGroup":
        return module.text(node.args[0] if node.args else keyword(node, "name"))
    return module.text(node)


def _options_in(module: Module, node: ast.AST, depth: int) -> Iterator[ast.Call]:
    if depth > 5:
        return
    if isinstance(node, ast.Call) and last_name(node.func) in _KINDS:
        yield node
    elif isinstance(node, ast.Name) and node.id in module.constants:
        yield from _options_in(module, module.constants[node.id], depth + 1)
    elif isinstance(node, ast.List | ast.Tuple):
        for element in node.elts:
            yield from _options_in(module, element, depth + 1)
    elif isinstance(node, ast.BinOp):
        yield from _options_in(module, node.left, depth + 1)
        yield from _options_in(module, node.right, depth + 1)
    elif isinstance(node, ast.Starred):
        yield from _options_in(module, node.value, depth + 1)
