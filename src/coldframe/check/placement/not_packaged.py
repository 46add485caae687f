"""A declaration, or the record of ended features, would not be in the built wheel.

The runtime reads ``preview.toml`` and ``ended.toml`` where the host is installed: to label a
feature, to say who owns it, to explain what became of an old name.  Build backends pack data
files by rules of their own.  The verdict follows these rules without building anything:

* hatchling: ``packages``, ``only-include``, ``include``, ``exclude``, ``artifacts``,
  ``force-include`` and ``only-packages``, of the wheel target or of the whole build;
* setuptools: ``package-data``, ``exclude-package-data``, and, with ``include-package-data``
  (on unless said otherwise in a host described by ``pyproject.toml``), what ``MANIFEST.in`` or
  setuptools-scm brings in; with pbr everything in the packages that git tracks;
* poetry, PDM, uv: their include and exclude patterns; flit: everything in the package.

A feature whose code is left out of the wheel as well is not reported: leaving a whole feature
out is a choice.  What cannot be decided (code in ``setup.py``, a build hook, another backend)
is said in a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.placement.whereabouts import front
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="not_packaged",
    family="placement",
    why="The runtime reads declarations where the host is installed; without them a feature has"
    " no label, no owner and no end there.",
    hint="Make the file package data in the settings of the build backend.",
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per declaration or ``ended.toml`` that stays out while its code gets in."""
    shipped = [(d.path, front(host, f), f.name) for f, d in host.declared]
    shipped += [
        (f"{tree.path}/ended.toml", f"{tree.path}/__init__.py", "")
        for tree in host.preview_trees
        if host.tree.exists(f"{tree.path}/ended.toml")
    ]
    if not shipped or not host.packaging.sources.backend:
        return
    undecided: dict[str, int] = {}
    for path, code, feature in shipped:
        found = host.packaging.verdict(path)
        if found.packed or host.packaging.verdict(code).packed is False:
            continue
        if found.packed is None:
            undecided[found.why] = undecided.get(found.why, 0) + 1
            continue
        yield RULE.at(
            path,
            0,
            f"{path} would not be in the built wheel: {found.why}",
            hint=found.remedy,
            feature=feature,
        )
    for note in host.packaging.sources.notes:
        host.notes.append(note)
    for why, count in undecided.items():
        files = "1 declaration gets" if count == 1 else f"{count} declarations get"
        host.notes.append(f"Whether {files} into the wheel is not known: {why}.")
