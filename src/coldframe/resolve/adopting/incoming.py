"""The files of an adopted project on their way into the host, and what is in the way."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from coldframe.resolve.adopting.layout import CONFIGURATION, Behind
from coldframe.resolve.adopting.merging import merged
from coldframe.resolve.plan import Arrival, Edit, Refusal
from coldframe.resolve.planned_tree import PlannedTree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coldframe.resolve.adopting.layout import Placed
    from coldframe.resolve.adopting.project import Project
    from coldframe.source.tree import Tree

COLLISIONS = "collisions"


class Incoming(NamedTuple):
    """What the files of a project do to the host.

    ``edits`` merge a file into one that the host has; ``behind`` are files that could not be
    read, or that the host has already to the byte.
    """

    arrivals: tuple[Arrival, ...] = ()
    edits: tuple[Edit, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    behind: tuple[Behind, ...] = ()


def incoming(host: Tree, project: Project, placed: Iterable[Placed]) -> Incoming:
    """Bring ``placed`` into ``host``: new files arrive, files in the way are refused.

    A list of a generator's namespaces, which both have, is merged line by line.
    """
    from coldframe.resolve.adopting.modes import executables

    runs = executables(project)
    arrivals: list[Arrival] = []
    edits: list[Edit] = []
    refusals: list[Refusal] = []
    behind: list[Behind] = []
    coming: dict[str, str] = {}
    for file in placed:
        data, why = _read(project.tree, file.source)
        if why:
            behind.append(Behind(file.source, why, by_hand=True))
            continue
        if file.path in coming:
            refusals.append(_refused(file, f"{coming[file.path]} would go to the same place"))
            continue
        coming[file.path] = file.source
        obstacle = _in_the_way(host, file.path)
        if not obstacle:
            arrivals.append(Arrival(file.source, file.path, data, file.kind, file.source in runs))
        elif obstacle == file.path and host.exists(obstacle) and host.read(obstacle) == data:
            behind.append(Behind(file.source, "the host has the very same file"))
        elif obstacle == file.path and (after := _merged(host, file, data)) is not None:
            edits.append(Edit(file.path, host.read(file.path), after, CONFIGURATION))
        else:
            refusals.append(_refused(file, f"the host has {obstacle} already"))
    return Incoming(tuple(arrivals), tuple(edits), tuple(refusals), tuple(behind))


def _read(tree: Tree, path: str) -> tuple[bytes, str]:
    """The bytes of a file, or why it cannot be read."""
    data = tree.read(path)
    if not data:
        for unread in tree.unread:
            if unread.path == path:
                return data, f"it {unread.why}"
    return data, ""


def _in_the_way(host: Tree, path: str) -> str:
    """What stands where the file shall go, or where its folder shall be; ``""``: nothing."""
    if host.exists(path) or _on_disk(host, path):
        return path
    parts = path.split("/")
    for end in range(1, len(parts)):
        folder = "/".join(parts[:end])
        is_folder = os.path.isdir(os.path.join(host.root, folder))
        if host.exists(folder) or (not is_folder and _on_disk(host, folder)):
            return folder
    return ""


def _on_disk(host: Tree, path: str) -> bool:
    """Whether something is at ``path`` of which git, or a plan that takes it away, may not say."""
    goes = isinstance(host, PlannedTree) and host.goes(path)
    return not goes and os.path.lexists(os.path.join(host.root, path))


def _merged(host: Tree, file: Placed, data: bytes) -> bytes | None:
    if file.kind != CONFIGURATION or not re.search(r"(?:^|/)oslo-\w+-generator/", file.path):
        return None
    return merged(host.read(file.path), data)


def _refused(file: Placed, why: str) -> Refusal:
    return Refusal(
        COLLISIONS,
        f"{file.source} cannot come to {file.path}: {why}",
        "Rename one of the two, or remove the one that is not needed.",
        waivable=False,
    )
