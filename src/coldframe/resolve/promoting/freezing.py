"""What a promotion freezes: from its release on this must stay compatible."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from coldframe.compat.declared.registry import ENTRY_POINTS, KINDS
from coldframe.compat.snapshot import as_text
from coldframe.compat.surfaces import PYTHON, Surfaces, stable_surfaces
from coldframe.resolve.plan import Edit, Frozen

if TYPE_CHECKING:
    from coldframe.check.placement.destination import Targets
    from coldframe.compat.declared.registry import Kind
    from coldframe.resolve.edits import Edits
    from coldframe.source.tree import Tree

REASON = "Stable surface"
_WITHOUT_GRIFFE = (
    "griffe is not installed, so the first snapshot has no Python names:"
    " pip install 'coldframe[compat]'"
)


def freeze(
    edits: Edits, targets: Targets, names: Collection[str], release: str
) -> tuple[tuple[Frozen, ...], list[str]]:
    """What becomes stable with ``edits``, to which its first snapshot is added; and notes.

    ``names`` are those that the feature's code has then.  Nothing is imported.  Without griffe,
    Python names are not read, which a note says.
    """
    host, feature = targets.host, targets.feature
    surface = _surface(edits.tree, targets, names)
    frozen = [
        Frozen(kind, tuple(sorted(each.name for each in entries.all)))
        for kind, entries in surface.declared.items()
    ]
    if surface.python is not None and surface.python.names:
        frozen.insert(0, Frozen(PYTHON, tuple(sorted(surface.python.names))))
    if feature.declaration is not None and feature.declaration.claims.routes:
        frozen.append(Frozen("routes", feature.declaration.claims.routes))
    if host.settings.compat.snapshots:
        path = f"{host.settings.compat.snapshots}/{feature.name}-{release}.json"
        before = host.tree.read(path) if host.tree.exists(path) else None
        edits.add([Edit(path, before, as_text(surface, release).encode(), REASON)])
    return tuple(frozen), [] if surface.python is not None else [_WITHOUT_GRIFFE]


def _surface(after: Tree, targets: Targets, names: Collection[str]) -> Surfaces:
    """The stable surface of the feature alone.

    Where it goes into a package that is there already, that package's own modules are not part
    of it.
    """
    from coldframe.check.host import Host as AnyHost

    host = targets.host
    new = AnyHost(after, host.settings)
    fresh = [name for name in names if not targets.is_there(name)]
    below = tuple(_topmost(fresh or names))
    python = None
    if find_spec("griffe") is not None:
        from coldframe.compat.python.surface import read_surface

        # The packages that take it in are read whole: what it inherits may be there.
        python = read_surface(new, "", tuple(targets.parts.values())).part(below)
    declared: dict[str, Any] = {}
    for kind in KINDS:
        entries = kind.read(new)
        stable = {each.name for each in kind.read(host).all if not each.stage}
        added = tuple(each for each in entries.all if not each.stage and each.name not in stable)
        if added:
            declared[kind.name] = _alone(kind, entries._replace(all=added))
    return stable_surfaces(Surfaces("", python, declared))._replace(below=below)


def _topmost(names: Iterable[str]) -> Iterator[str]:
    """The ``names`` that are not below another of them."""
    last = ""
    for name in sorted(set(names), key=lambda name: name.split(".")):
        if not last or not name.startswith(f"{last}."):
            last = name
            yield name


def _alone(kind: Kind, entries: Any) -> Any:
    """``entries`` without what is about the whole project."""
    return entries._replace(old=(), modules=()) if kind is ENTRY_POINTS else entries
