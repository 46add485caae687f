"""What to look at after an extraction, and what stays in the host."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.resolve.belonging.belonging import CODE, ENTRY_POINTS, RELEASE_NOTES, SURFACE
from coldframe.resolve.plan import Left

if TYPE_CHECKING:
    from coldframe.resolve.extracting.layout import Layout
    from coldframe.resolve.extracting.leaving import Leaving
    from coldframe.resolve.extracting.texts import Project


def asking(gone: Leaving, host: str) -> list[Left]:
    """The places where code asks for the host's distribution, which may have meant its own."""
    from coldframe.resolve.adopting.distribution import asked_of_host

    own = gone.layout.home.distribution
    paths = [one.path for one in gone.layout.placed if one.kind == CODE]
    edits, left = asked_of_host(gone.tree, paths, host, own)
    why = f"asks for {host}, the host; its own distribution is {own} now"
    for edit in edits:
        lines = (edit.before or b"").decode("utf-8", "replace").splitlines()
        for change in edit.changes:
            left.append(Left(edit.path, change.line, lines[change.line - 1].strip(), why))
    return left


def told(gone: Leaving, project: Project) -> Iterator[str]:
    """The notes that are about the whole."""
    for one in gone.found.doubtful:
        if one.kind == ENTRY_POINTS:
            yield f"The entry point {one.name} stays in the host: {one.why}."
        elif one.kind not in (RELEASE_NOTES, SURFACE):
            yield f"{one.path} stays in the host: {one.why}."
    if project.required.perhaps:
        yield f"Imported only sometimes, and not required: {', '.join(project.required.perhaps)}."
    if project.entry_points and project.host:
        yield (
            f"As long as an installed {project.host} has the feature itself, both register the"
            " same entry points."
        )
    if _has_loggers(gone.layout):
        yield (
            f"Loggers called after their module are {project.package}… now: look at logging"
            " configurations."
        )
    links = _links(gone.layout)
    if links:
        yield f"Symbolic links stay behind: {', '.join(links)}."


def tables_left(layout: Layout) -> Iterator[str]:
    """What a person has to do for tables that the host's own list of migrations makes."""
    from coldframe.check.database.environment import environments

    said = layout.feature.declaration
    if said is None or not said.claims.tables:
        return
    lists = environments(layout.host)
    if any(layout.feature.owns(f"{each.path}/env.py") for each in lists) or not lists:
        return
    names = ", ".join(said.claims.tables)
    yield (
        f"No migrations come along for its tables ({names}): the host's list made them."
        " With --migrations own the project gets a list of its own for them."
    )


def _has_loggers(layout: Layout) -> bool:
    code = (layout.host.tree.read(one.source) for one in layout.placed if one.kind == CODE)
    return any(b"__name__" in data and b"getLogger" in data for data in code)


def _links(layout: Layout) -> list[str]:
    root = layout.host.tree.root
    found = []
    if layout.feature.is_package:
        for folder, folders, names in os.walk(os.path.join(root, layout.feature.path)):
            for name in (*folders, *names):
                if os.path.islink(os.path.join(folder, name)):
                    found.append(os.path.relpath(os.path.join(folder, name), root))
    return sorted(found)
