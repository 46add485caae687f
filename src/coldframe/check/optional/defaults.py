"""Where Python code says what is used when a deployment says nothing.

Known: ``Opt`` classes of oslo.config, ``add_argument`` and ``set_defaults`` of argparse,
``option`` and ``argument`` of click, ``typer.Option``, fields of pydantic's ``BaseSettings``,
environment variables and mappings of settings that are read with a default, and Django's lists
of what is switched on.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from coldframe.check.surface.reading import Module, base_names, dotted, keyword, last_name

_SWITCHED_ON = frozenset(
    {
        *("INSTALLED_APPS", "MIDDLEWARE", "MIDDLEWARE_CLASSES", "AUTHENTICATION_BACKENDS"),
        *("DATABASE_ROUTERS", "STATICFILES_FINDERS", "FILE_UPLOAD_HANDLERS"),
    }
)
_SETTINGS = frozenset({"environ", "settings", "config", "conf", "cfg", "options"})


class Default(NamedTuple):
    """A default: the option's name as far as it is known, what it is called, the node."""

    option: str
    what: str
    value: ast.expr

    def texts(self) -> Iterator[ast.Constant]:
        """The strings in the default."""
        for node in ast.walk(self.value):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node

    def names(self, module: str, line: int) -> bool:
        """Whether a string of the default on ``line`` names something of ``module``."""
        return any(
            n.lineno <= line <= (n.end_lineno or n.lineno)
            and module in str(n.value).replace(":", ".")
            for n in self.texts()
        )


def defaults(module: Module) -> Iterator[Default]:
    """Every default in ``module`` that is certain to be one."""
    for found in _defaults(module):
        value = found.value
        if isinstance(value, ast.Name) and value.id in module.constants:
            value = module.constants[value.id]
        yield found._replace(value=value)


def _defaults(module: Module) -> Iterator[Default]:
    for statement in module.tree.body:
        # Only what is assigned at the top of the file: an ``if`` around it is a choice.
        if isinstance(statement, ast.Assign | ast.AugAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            for target in targets:
                if isinstance(target, ast.Name) and target.id in _SWITCHED_ON:
                    yield Default(target.id, "the setting", statement.value)
    for node, _ in module.sites:
        if isinstance(node, ast.Call):
            yield from _in_call(module, node)
        elif isinstance(node, ast.ClassDef) and "BaseSettings" in base_names(node):
            for field in node.body:
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    value = _field(field.value)
                    if value is not None:
                        yield Default(field.target.id, "the setting", value)


def _in_call(module: Module, call: ast.Call) -> Iterator[Default]:
    made = last_name(call.func)
    first = module.text(call.args[0]) if call.args else None
    given = keyword(call, "default")
    if made.endswith("Opt") and given is not None:
        yield Default(first or "", "the option", given)
    elif made in ("add_argument", "option", "argument") and given is not None:
        flags = [t for t in map(module.text, call.args) if t]
        name = next((f for f in flags if f.startswith("--")), first or "")
        yield Default(name.lstrip("-"), "the option", given)
    elif made == "set_defaults" and isinstance(call.func, ast.Attribute):
        for argument in call.keywords:
            if argument.arg:
                yield Default(argument.arg, "the option", argument.value)
    elif made == "Option" and dotted(call.func) in ("typer.Option", "Option"):
        if call.args and not isinstance(call.args[0], ast.Starred):
            yield Default("", "the option", call.args[0])
    elif made in ("getenv", "get", "setdefault") and len(call.args) == 2:
        owner = dotted(call.func).rpartition(".")[0].rpartition(".")[2].lower()
        if made == "getenv" or owner in _SETTINGS:
            yield Default(first or "", "the setting", call.args[1])
    elif made == "getattr" and len(call.args) == 3 and last_name(call.args[0]).lower() in _SETTINGS:
        yield Default(module.text(call.args[1]) or "", "the setting", call.args[2])


def _field(value: ast.expr | None) -> ast.expr | None:
    """The default of a pydantic field."""
    if isinstance(value, ast.Call) and last_name(value.func) == "Field":
        return keyword(value, "default") or (value.args[0] if value.args else None)
    return value
