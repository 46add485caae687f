"""Where Python code gives options their old names."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.surface.reading import Module
    from coldframe.source.tree import Tree


def option_aliases(tree: Tree, names: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    """Each of the old ``names`` that still works, with path and line.

    A name is ``group.option``, ``option`` (of the group DEFAULT), or a flag such as ``--level``.
    """
    from coldframe.check.surface.parsed import parsed

    wanted = set(names)
    words = sorted({name.rpartition(".")[2] for name in wanted})
    words += sorted({name.rpartition(".")[0] for name in wanted if "." in name})
    for path in tree.search(words, suffix=".py"):
        data = tree.read(path)
        if b"deprecated" not in data.lower() and not any(
            name.encode() in data for name in wanted if name.startswith("-")
        ):
            continue
        module = parsed(tree, path, data)
        if module is not None:
            for old, line in _in(module):
                if old in wanted:
                    yield old, path, line


def _in(module: Module) -> Iterator[tuple[str, int]]:
    from coldframe.check.surface.oslo import group_names
    from coldframe.check.surface.reading import keyword, last_name

    groups = group_names(module)
    for call, _around in module.calls():
        called = last_name(call.func)
        if called in ("add_argument", "option", "Option"):
            for argument in call.args:
                flag = module.text(argument) or ""
                if flag.startswith("-"):
                    yield from ((part.strip(), call.lineno) for part in flag.split("/"))
        elif called == "DeprecatedOpt" and call.args:
            group = module.text(keyword(call, "group")) if keyword(call, "group") else None
            yield _joined(group, module.text(call.args[0])), call.lineno
        elif called.endswith("Opt") and call.args:
            name = module.text(keyword(call, "deprecated_name"))
            group = module.text(keyword(call, "deprecated_group"))
            if name or group:
                own = (module.text(call.args[0]) or "").replace("-", "_")
                yield _joined(group or groups.get(id(call)), name or own), _line(call)


def _line(call: ast.Call) -> int:
    """Where the old name stands in the call."""
    given = (k for k in call.keywords if k.arg in ("deprecated_name", "deprecated_group"))
    return next(given).value.lineno


def _joined(group: str | None, name: str | None) -> str:
    name = (name or "").replace("-", "_")
    return f"{group}.{name}" if group and group != "DEFAULT" else name
