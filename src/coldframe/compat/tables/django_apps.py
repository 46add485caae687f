"""What the apps of a Django project are called: their tables begin with that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.compat.commands.things import Class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coldframe.compat.commands.program import Program
    from coldframe.compat.python.packages import ModuleFile


class Apps:
    """The label of each app, from its ``apps.py`` or from the name of its package."""

    def __init__(self, program: Program, files: Sequence[ModuleFile]) -> None:
        self._program = program
        self._known: dict[str, str] = {}
        self._modules = {each.name for each in files}

    def label(self, module: str) -> str:
        """The label of the app that ``module`` is in."""
        package = module
        while package:
            found = self._said(package)
            if found:
                return found
            package = package.rpartition(".")[0]
        parts = module.split(".")
        at = parts.index("models") if "models" in parts else len(parts) - 1
        return parts[at - 1] if at else parts[0]

    def _said(self, package: str) -> str:
        if package not in self._known:
            self._known[package] = self._read(package)
        return self._known[package]

    def _read(self, package: str) -> str:
        name = f"{package}.apps"
        space = self._program.space(name) if name in self._modules else None
        for value in list(space.names.own.values()) if space is not None else ():
            if isinstance(value, Class) and value.space is space:
                own = value.names.own
                whole = self._program.known(own.get("name"))
                label = self._program.known(own.get("label"))
                if isinstance(label, str):
                    return label
                if isinstance(whole, str):
                    return whole.rpartition(".")[2]
        return ""
