"""Which modules a project gives to those who install it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.module_names import SOURCE_FOLDERS
from coldframe.check.usual_trees import ELSEWHERE

if TYPE_CHECKING:
    from coldframe.check.host import Host

# Files at the top of a project that are run, not imported.
_RUN = frozenset({"setup", "conftest", "noxfile", "fabfile", "tasks", "manage", "versioneer"})
_NOT_GIVEN = ELSEWHERE | {"tools", "scripts", "script", "benchmarks", "ci", "bin", "releasenotes"}

_KEY = "compat: modules"


class ModuleFile(NamedTuple):
    """A module's dotted name and its file; ``package`` if it is an ``__init__``."""

    name: str
    path: str
    package: bool


def module_files(host: Host) -> list[ModuleFile]:
    """Every module below the top packages of ``host``, outer ones first; tests are left out.

    A top package is a folder with an ``__init__`` whose parent has none, at the root or in a
    source folder; a module beside it counts as well.  A stub (``.pyi``) wins over its module.
    """
    known = host.parked.get(_KEY)
    if not isinstance(known, list):
        known = host.parked[_KEY] = _module_files(host)
    return known


def _module_files(host: Host) -> list[ModuleFile]:
    stems: dict[str, str] = {}
    for path in host.tree.paths():
        if path.endswith((".py", ".pyi")):
            stem = path.rpartition(".")[0]
            if stem not in stems or path.endswith(".pyi"):
                stems[stem] = path
    inits = {stem[: -len("/__init__")] for stem in stems if stem.endswith("/__init__")}
    found = [
        each
        for stem, path in stems.items()
        if (each := _module(stem, path, inits)) is not None and not _hidden(host, each)
    ]
    return sorted(found, key=lambda each: (each.name.count("."), each.name))


def _module(stem: str, path: str, inits: set[str]) -> ModuleFile | None:
    folders = stem.split("/")
    at = 1 if folders[0] in SOURCE_FOLDERS and folders[0] not in inits and len(folders) > 1 else 0
    parts = folders[at:]
    package = parts[-1] == "__init__"
    if package:
        parts.pop()
    if not parts or not all(part.isidentifier() for part in parts):
        return None
    if len(parts) == 1 and not package:
        return None if parts[0] in _RUN else ModuleFile(parts[0], path, False)
    if "/".join(folders[: at + 1]) not in inits:
        return None  # neither a package nor in one
    return ModuleFile(".".join(parts), path, package)


def _hidden(host: Host, module: ModuleFile) -> bool:
    top = module.name.partition(".")[0]
    return top in _NOT_GIVEN or host.places.is_test(module.path) or top.startswith("test_")
