"""The old names under which an option of oslo.config still works."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from coldframe.check.surface.reading import Module, keyword, last_name


def old_names(module: Module, call: ast.Call, group: str | None, name: str) -> Iterator[str]:
    """Each as ``group.option`` (``option`` in the group DEFAULT), of the option ``call``."""
    old = module.text(keyword(call, "deprecated_name"))
    old_group = module.text(keyword(call, "deprecated_group"))
    if old or old_group:
        yield joined(old_group or group, old or name)
    listed = keyword(call, "deprecated_opts")
    if isinstance(listed, ast.Name):
        listed = module.constants.get(listed.id)
    for one in listed.elts if isinstance(listed, ast.List | ast.Tuple) else ():
        if isinstance(one, ast.Call) and last_name(one.func) == "DeprecatedOpt":
            first = module.text(one.args[0]) if one.args else module.text(keyword(one, "name"))
            its_group = module.text(keyword(one, "group"))
            yield joined(its_group or group, first or name)


def joined(group: str | None, name: str) -> str:
    """The whole name: dashes as underscores, and without the group DEFAULT."""
    name = name.replace("-", "_")
    return f"{group}.{name}" if group and group != "DEFAULT" else name
