"""The entry points of a project, as its packaging files say; nothing is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.check.packaging.sources import table
from coldframe.compat.declared.aliases import aliases
from coldframe.compat.declared.stages import Claimed
from coldframe.compat.entry_points.entry import EntryPoint, EntryPoints
from coldframe.compat.entry_points.script_files import script_files
from coldframe.compat.python.packages import module_files

if TYPE_CHECKING:
    from coldframe.check.host import Host


def read_entry_points(host: Host) -> EntryPoints:
    """Every entry point of ``host``, scripts included, by group and name.

    Raises Mistake for declarations and records that cannot be read.
    """
    claimed = Claimed(host, "entry_points")
    found: dict[str, EntryPoint] = {}
    for one in host.packaging.entry_points:
        name = f"{one.group}:{one.name}"
        target = "".join(one.value.partition("[")[0].split())
        stage = claimed.stage((name,), module=one.module)
        found.setdefault(name, EntryPoint(name, target, one.path, one.line, stage))
    for word, (file, path) in script_files(host.packaging.sources).items():
        name = f"console_scripts:{word}"
        found.setdefault(name, EntryPoint(name, file, path, 0, claimed.stage((name,), file)))
    return EntryPoints(
        tuple(found[name] for name in sorted(found)),
        _whole(host),
        tuple(sorted(_old(host))),
        tuple(each.name for each in module_files(host)),
        aliases=aliases(host, "entry_points"),
    )


def _whole(host: Host) -> bool:
    """Whether nothing is computed when the project is built."""
    sources = host.packaging.sources
    dynamic = table(sources.pyproject, "project").get("dynamic", [])
    if isinstance(dynamic, list) and {"entry-points", "scripts", "gui-scripts"} & {
        word for word in dynamic if isinstance(word, str)
    }:
        listed = table(sources.pyproject, "tool", "setuptools", "dynamic")
        if "entry-points" not in listed and not sources.setup_cfg.get("options.entry_points"):
            return isinstance(sources.setup_py.get("entry_points"), dict)
    return isinstance(sources.setup_py.get("entry_points"), dict | str | list | None)


def _old(host: Host) -> set[str]:
    """Old names of ended features that still lead somewhere, by their records."""
    from coldframe.check.ended import living_aliases

    return {old for stone in living_aliases(host) for old, new in stone.names.items() if new}
