"""Tells the host's list of migrations of the feature's models, so that autogenerate sees them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.resolve.plan import Edit, Left

if TYPE_CHECKING:
    from coldframe.resolve.adopting.adoption import Adoption

_IMPORT = re.compile(r"^(?:from ([\w.]+) import|import ([\w.]+))")


def register_models(adoption: Adoption) -> None:
    """Import the modules with models where the host gathers its own.

    That is ``models/head.py`` beside the environment, as OpenStack has it.  Elsewhere only a
    person can say how ``env.py`` shall find them.
    """
    from coldframe.resolve.migrating.host_list import list_of

    environment = list_of(adoption.host)
    modules = _with_models(adoption)
    tree = adoption.edits.tree
    head = f"{environment.path.rpartition('/')[0]}/models/head.py"
    if not modules:
        return
    if not tree.exists(head):
        path = f"{environment.path}/env.py"
        lines = tree.read(path).decode("utf-8", "replace").splitlines()
        at = next((n for n, line in enumerate(lines, 1) if "target_metadata" in line), 1)
        if not all(re.search(rf"\b{re.escape(module)}\b", "\n".join(lines)) for module in modules):
            adoption.left.append(
                Left(
                    path,
                    at,
                    lines[at - 1].strip() if lines else "",
                    "autogenerate compares with these models: let it see those of"
                    f" {', '.join(modules)}, too",
                )
            )
        return
    before = tree.read(head)
    text = before.decode()
    for module in modules:
        package, _, name = module.rpartition(".")
        if f"from {package} import {name} " not in text:
            called = f"{adoption.feature.name}_{name}"
            text = _inserted(text, module, f"from {package} import {name} as {called}  # noqa")
    adoption.edits.add([Edit(head, before, text.encode(), "Migrations")])
    adoption.edits.add(_permits(adoption, head, modules))


def _with_models(adoption: Adoption) -> list[str]:
    """The modules of the feature that define tables."""
    from coldframe.check.module_names import module_at
    from coldframe.check.surface.definition import TABLE
    from coldframe.check.surface.surface import Surface
    from coldframe.resolve.adopting.layout import CODE

    surface = Surface(adoption.edits.tree)
    found = []
    for path in adoption.come(CODE):
        if path.endswith(".py") and any(not d.migration for d in surface.of(path, (TABLE,))):
            found.append(module_at(adoption.edits.tree, path))
    return sorted(found)


def _inserted(text: str, module: str, line: str) -> str:
    """``line`` among the imports, in the order of their modules."""
    lines = text.splitlines(keepends=True)
    at = 0
    for number, one in enumerate(lines):
        found = _IMPORT.match(one)
        if found:
            name = found[1] or found[2]
            if at and name.split(".")[0] == module.split(".")[0] and name > module:
                break
            at = number + 1
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    return "".join([*lines[:at], line + end, *lines[at:]])


def _permits(adoption: Adoption, path: str, modules: list[str]) -> list[Edit]:
    """An exception for the import, with its reason, where the settings are."""
    import tomllib

    from coldframe.declare.settings_file import PROJECT_FILE

    tree = adoption.edits.tree
    place = adoption.host.settings.path or _new_settings(adoption)
    if not place or not tree.exists(place):
        return []
    before = tree.read(place)
    text = before.decode("utf-8-sig")
    prefix = "tool.coldframe." if place.endswith(PROJECT_FILE) else ""
    end = "\r\n" if b"\r\n" in before else "\n"
    if f'place = "{path}"' in text:
        return []
    lines = [
        "",
        f"[[{prefix}exceptions]]",
        'rule = "stable_imports_preview"',
        f'place = "{path}"',
        'reason = "Autogenerate compares the database with all models that are imported here."',
    ]
    after = text.rstrip("\r\n") + end + end.join(lines) + end
    try:
        tomllib.loads(after)
    except tomllib.TOMLDecodeError:  # the exceptions are written as a list
        return []
    return [Edit(place, before, after.encode(), "Settings")]


def _new_settings(adoption: Adoption) -> str:
    """The file into which this adoption writes the settings of a host that had none."""
    names = ("pyproject.toml", "coldframe.toml")
    return next((e.path for e in adoption.edits.all() if e.path in names), "")
