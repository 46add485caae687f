"""All surfaces of one release that are no documents: read, and compared one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.compat.change import ERROR, INFO, WARNING, Change
from coldframe.compat.declared.difference import judged, told_once
from coldframe.compat.declared.registry import ENTRY_POINTS, KINDS
from coldframe.compat.python.entry import Surface

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.compat.declared.registry import Kind
    from coldframe.compat.entry_points.entry import EntryPoints

PYTHON = "python"
SURFACES = (PYTHON, *(kind.name for kind in KINDS))
_ORDER = {ERROR: 0, WARNING: 1, INFO: 2}


class Surfaces(NamedTuple):
    """What one release shows: its Python names, and all that is ``declared``, by surface.

    A surface that was not read, or not written down, is None or not there.  ``previews`` says
    whether what is a preview is among it.  With ``below`` it is a part only: what these modules
    show, and the declared entries of one feature.
    """

    source: str
    python: Surface | None
    declared: dict[str, Any]
    previews: bool = True
    below: tuple[str, ...] = ()


def read_surfaces(host: Host, source: str = "", wanted: Sequence[str] = SURFACES) -> Surfaces:
    """The ``wanted`` surfaces of ``host``; nothing of it is imported.

    Raises Mistake for settings and declarations that cannot be read, ModuleNotFoundError for
    ``python`` without griffe.
    """
    python = None
    if PYTHON in wanted:
        from coldframe.compat.python.surface import read_surface

        python = read_surface(host, source)
    return Surfaces(
        source, python, {kind.name: kind.read(host) for kind in KINDS if kind.name in wanted}
    )


def stable_surfaces(found: Surfaces) -> Surfaces:
    """``found`` without what is a preview."""
    from coldframe.compat.python.stages import stable_part

    return Surfaces(
        found.source,
        None if found.python is None else stable_part(found.python),
        {name: _stable(each) for name, each in found.declared.items()},
        previews=False,
    )


def _stable(entries: Any) -> Any:
    kept = (each for each in entries.all if not each.stage)
    return entries._replace(all=tuple(map(_stable_parts, kept)))


def _stable_parts(entry: Any) -> Any:
    parts = getattr(entry, "arguments", None)
    return entry._replace(arguments=tuple(p for p in parts if not p.stage)) if parts else entry


def compare_surfaces(base: Surfaces, head: Surfaces) -> list[Change]:
    """Every change of the surfaces that both have, gravest first."""
    if base.below:
        head = _part(head, base)
    elif head.below:
        base = _part(base, head)
    found = [*_python(base, head)]
    for kind in KINDS:
        if kind.name in base.declared and kind.name in head.declared:
            found += _declared(kind, base, head)
    return sorted(found, key=lambda each: (_ORDER[each.severity], SURFACES.index(each.surface)))


def _part(whole: Surfaces, part: Surfaces) -> Surfaces:
    """What ``whole`` has of what is in ``part``."""
    python = None if whole.python is None else whole.python.part(part.below)
    declared = {}
    for name, entries in whole.declared.items():
        known = {each.name for each in getattr(part.declared.get(name), "all", ())}
        kept = tuple(each for each in entries.all if each.name in known)
        declared[name] = entries._replace(all=kept)
    return whole._replace(python=python, declared=declared)


def _python(base: Surfaces, head: Surfaces) -> Iterator[Change]:
    if base.python is None or head.python is None:
        return
    from coldframe.compat.python.compare import compare
    from coldframe.compat.python.stages import stable_part

    new = head.python
    if not base.previews:  # a snapshot has no previews, and none of the head are new in it
        new = stable_part(new)
    for change in compare(base.python, new):
        yield change._replace(surface=PYTHON)


def _declared(kind: Kind, base: Surfaces, head: Surfaces) -> list[Change]:
    old, new = base.declared[kind.name], head.declared[kind.name]
    if not base.previews:
        known = {each.name for each in old.all}
        new = new._replace(all=tuple(e for e in new.all if not e.stage or e.name in known))
    if not head.previews:
        old = _stable(old)
    if kind is ENTRY_POINTS and base.python is not None and head.python is not None:
        new = new._replace(lost=_lost(old, base.python, head.python))
    if kind.judges:
        return [each._replace(surface=kind.name) for each in kind.changes(old, new)]
    found = told_once(judged(each, kind.rules, kind.name) for each in kind.differences(old, new))
    return sorted(found, key=lambda each: (_ORDER[each.severity], each.subject, each.rule))


def _lost(points: EntryPoints, base: Surface, head: Surface) -> tuple[str, ...]:
    """Targets that their modules had, and have no more."""
    found = []
    for point in points.all:
        module, _, what = point.target.partition(":")
        name = f"{module}.{what.partition('.')[0]}"
        if what and module in head.names and name in base.names and name not in head.names:
            found.append(point.target)
    return tuple(found)
