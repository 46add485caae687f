"""What a promotion freezes: from its release on this must stay compatible."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from coldframe.compat.declared.registry import ENTRY_POINTS, KINDS
from coldframe.compat.snapshot import as_text
from coldframe.compat.surfaces import PYTHON, Surfaces, stable_surfaces
from coldframe.resolve.plan import Edit, Frozen

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.compat.declared.registry import Kind
    from coldframe.source.tree import Tree

REASON = "Stable surface"


def frozen(host: Host, after: Tree, targets: Sequence[str]) -> tuple[Surfaces, tuple[Frozen, ...]]:
    """The surface that becomes stable when ``host`` becomes ``after``, and its names.

    ``targets`` are the modules that the feature's code goes to.  Nothing is imported.  Without
    griffe, Python names are not read.
    """
    from coldframe.check.host import Host as AnyHost

    new = AnyHost(after, host.settings)
    python = None
    if find_spec("griffe") is not None:
        from coldframe.compat.python.surface import read_surface

        python = read_surface(new, "", targets)
    declared: dict[str, Any] = {}
    for kind in KINDS:
        entries = kind.read(new)
        stable = {each.name for each in kind.read(host).all if not each.stage}
        fresh = tuple(each for each in entries.all if not each.stage and each.name not in stable)
        if fresh:
            declared[kind.name] = _alone(kind, entries._replace(all=fresh))
    found = stable_surfaces(Surfaces("", python, declared, below=tuple(targets)))
    return found._replace(below=tuple(targets)), _named(found)


def _alone(kind: Kind, entries: Any) -> Any:
    """``entries`` without what is about the whole project."""
    return entries._replace(old=(), modules=()) if kind is ENTRY_POINTS else entries


def _named(found: Surfaces) -> tuple[Frozen, ...]:
    names = []
    if found.python is not None and found.python.names:
        names.append(Frozen(PYTHON, tuple(sorted(found.python.names))))
    names += [
        Frozen(kind, tuple(sorted(each.name for each in entries.all)))
        for kind, entries in found.declared.items()
    ]
    return tuple(names)


def snapshot_edit(host: Host, feature: str, release: str, found: Surfaces) -> Edit:
    """The first stable snapshot of a feature, as a file of the host."""
    path = f"{host.settings.compat.snapshots}/{feature}-{release}.json"
    before = host.tree.read(path) if host.tree.exists(path) else None
    return Edit(path, before, as_text(found, release).encode(), REASON)
