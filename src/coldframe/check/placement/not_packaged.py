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

from coldframe.check.placement.whereabouts import front, project_folder
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.check.packaging.verdict import Verdict

RULE = Rule(
    name="not_packaged",
    family="placement",
    why="The runtime reads declarations where the host is installed; without them a feature has"
    " no label, no owner and no end there.",
    hint="Make the file package data in the settings of the build backend.",
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per reason for which declarations or ``ended.toml`` stay out."""
    shipped = [(d.path, front(host, f), f.name) for f, d in host.declared]
    shipped += [
        (f"{tree.path}/ended.toml", f"{tree.path}/__init__.py", "")
        for tree in host.preview_trees
        if host.tree.exists(f"{tree.path}/ended.toml")
    ]
    if not shipped:
        return
    for folder in sorted({project_folder(host, tree) for tree in host.preview_trees} - {""}):
        host.notes.append(
            f"{folder} is built by itself: whether its wheel holds the declarations is known only"
            f" to a run there, with settings of its own ({folder}/coldframe.toml)."
        )
        shipped = [entry for entry in shipped if not entry[0].startswith(folder + "/")]
    if not shipped or not host.packaging.sources.backend:
        return
    undecided: dict[str, list[str]] = {}
    left_out: dict[Verdict, list[tuple[str, str]]] = {}
    for path, code, feature in shipped:
        found = host.packaging.verdict(path)
        if found.packed or host.packaging.verdict(code).packed is False:
            continue
        if found.packed is None:
            undecided.setdefault(found.why, []).append(path)
        else:
            left_out.setdefault(found, []).append((path, feature))
    for found, files in left_out.items():
        path, feature = files[0]
        more = f" and {len(files) - 1} more like it" if len(files) > 1 else ""
        yield RULE.at(
            path,
            0,
            f"{path.rpartition('/')[2]}{more} would not be in the built wheel: {found.why}",
            hint=found.remedy,
            feature=feature if len(files) == 1 else "",
        )
    host.notes.extend(host.packaging.sources.notes)
    for why, paths in undecided.items():
        more = f" and {len(paths) - 1} more like it get" if len(paths) > 1 else " gets"
        host.notes.append(f"Whether {paths[0]}{more} into the wheel is not known: {why}.")
