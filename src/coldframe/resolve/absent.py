"""Takes a feature out of a copy of the host's tree, and tries whether the rest works."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.prove.absence.records import PARTS, Absence
from coldframe.resolve.ending import the_feature

if TYPE_CHECKING:
    from coldframe.check.host import Host

_HOUR = 3600.0


def absent(
    name: str,
    start: str = ".",
    *,
    tests: Sequence[str] = (),
    skip: Collection[str] = (),
    python: str = "",
    timeout: float = _HOUR,
    host: Host | None = None,
    say: Callable[[str], None] = lambda doing: None,
) -> Absence:
    """Leave the feature ``name`` out of a copy of the tree; import, start and test what is left.

    This runs code of the host, with ``python`` or else with the interpreter that the settings
    name, its virtual environment's, or the running one.  The host's tree is only read.  What
    fails without the feature is tried once more with it, and counts only if it works then.
    ``tests`` are paths that narrow the tests, ``skip`` are parts that are not tried;
    ``timeout`` is the limit of each part in seconds.

    Raises Mistake: no such feature, or part, or path; an interpreter that does not work; no room.
    """
    from coldframe.check.discovery import open_host
    from coldframe.check.probe.ground import interpreter
    from coldframe.prove.absence.ground import ground
    from coldframe.resolve.absence.left_out import left_out
    from coldframe.resolve.absence.trial import Trial

    for part in skip:
        if part not in PARTS:
            raise Mistake(f"there is no part {part!r} to skip", f"There are {', '.join(PARTS)}.")
    say("reading the tree")
    host = host or open_host(start)
    feature = the_feature(host, name)
    host.probe_python = python or host.probe_python
    chosen = interpreter(host)
    out = left_out(host, feature)
    for path in tests:
        there = os.path.exists(os.path.join(host.tree.root, path))
        if not there or out.tree.goes(path) or feature.owns(path):
            why = "goes with the feature" if there else "does not exist"
            raise Mistake(
                f"--tests {path}: it {why}", "Name a path of the host's own tests, below its root."
            )
    tops = sorted({tree.module.partition(".")[0] for tree in host.preview_trees})
    packages = tuple(tree.path.removesuffix(_below_top(tree.module)) for tree in host.preview_trees)
    with ground(host.tree.root, feature.name, packages, say) as place:
        trial = Trial(host, feature, out, place, chosen, tuple(tops), timeout, say)
        parts = trial.parts(tests, skip)
    removed = sum(after is None for after in out.changes.values())
    return Absence(
        host.tree.root,
        feature.name,
        feature.module,
        chosen,
        removed,
        len(out.changes) - removed,
        parts,
        out.spared,
        (*place.notes, *_needing(out.needing)),
    )


def _below_top(module: str) -> str:
    """What of a package's path lies below its top package."""
    return module.replace(".", "/")[len(module.partition(".")[0]) :]


def _needing(features: Sequence[object]) -> list[str]:
    names = ", ".join(str(getattr(one, "name", "")) for one in features)
    return [f"Not looked at: {names}, which declares that it needs the feature."] if names else []
