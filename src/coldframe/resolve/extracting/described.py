"""What there is to say about the new project: its metadata, read from the host's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.resolve.belonging.belonging import ENTRY_POINTS, TESTS
from coldframe.resolve.extracting.requirements import required, requirement_of
from coldframe.resolve.extracting.texts import FIRST_VERSION, Project

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.resolve.extracting.layout import Layout
    from coldframe.resolve.extracting.leaving import Leaving
    from coldframe.resolve.extracting.own_list import OwnList
    from coldframe.resolve.plan import Left


class Described(NamedTuple):
    """The project, what of its metadata is left to a person, and what could not be known."""

    project: Project
    left: tuple[Left, ...]
    notes: tuple[str, ...]


def described(gone: Leaving, commit: str, own: OwnList | None = None) -> Described:
    """The project that is made of what has ``gone`` out of its host at ``commit``.

    ``own`` is the list of migrations that is written for it.
    """
    from coldframe.check.packaging.sources import table
    from coldframe.resolve.adopting.packages import distribution_name
    from coldframe.resolve.declaring.docstrings import words_of
    from coldframe.resolve.splitting.metadata import project_of

    layout = gone.layout
    host, feature = layout.host, layout.feature
    name = distribution_name(host.tree)
    version, notes = _version(host)
    if not name:
        notes = ["The host has no name in its metadata, so the project does not require it."]
    about = project_of(host, []) if name else {}
    tests = _test_folders(layout)
    runner = ("stestr" if host.tree.exists(".stestr.conf") else "pytest") if tests else ""
    also = ("alembic", "sqlalchemy") if own and own.folder else ()
    needs = required(
        layout, gone.found, requirement_of(name, version) if name else "", runner, also
    )
    said = feature.declaration
    title, summary = words_of(host, feature)
    project = Project(
        layout.home.distribution,
        layout.home.package,
        (said.title if said else "") or title,
        " ".join(((said.summary if said else "") or summary).split()),
        name,
        feature.module,
        version,
        commit,
        about,
        needs,
        _entry_points(gone, own.entry_points if own else ()),
        _data_files(layout),
        runner,
        tests,
        table(host.packaging.sources.pyproject, "tool", "pytest", "ini_options"),
        [path for path in about.get("license-files", ()) if host.tree.exists(path)],
        own.settings if own else "",
        own.version_table if own else "",
    )
    return Described(project, needs.left, tuple(notes))


def _version(host: Host) -> tuple[str, list[str]]:
    """The version of the host, or else its last release; and what to know about that."""
    from coldframe.declare.mistake import Mistake
    from coldframe.resolve.splitting.version import version_of

    try:
        return version_of(host.packaging.sources).version, []
    except Mistake as mistake:
        released = host.clockwork.calendar.released
        if released:
            last = released[-1].version
            said = f"The host's version is taken to be {last}, its last release: {mistake.what}."
            return last, [said]
        why = f"because its own is not known: {mistake.what}"
        return "", [
            f"The host is required in any version, and the project is {FIRST_VERSION}, {why}."
        ]


def _test_folders(layout: Layout) -> tuple[str, ...]:
    """The folders in which the tests are, called ``tests`` as a rule; outer ones first."""
    found = set()
    for one in layout.placed:
        if one.kind == TESTS and one.path.endswith(".py"):
            parts = one.path.split("/")[:-1]
            at = next((n for n, part in enumerate(parts, 1) if part in ("tests", "test")), 0)
            found.add("/".join(parts[: at or len(parts)]) or ".")
    return tuple(sorted(found, key=lambda folder: (folder.count("/"), folder)))


def _entry_points(gone: Leaving, more: Sequence[tuple[str, str, str]]) -> dict[str, Any]:
    from coldframe.resolve.splitting.metadata import entry_point_tables

    return entry_point_tables([*registered(gone), *more])


def registered(gone: Leaving) -> list[tuple[str, str, str]]:
    """The feature's entry points: group, name, and a value that points at the new package."""
    names = {one.name for one in gone.found.certain(ENTRY_POINTS)}
    points = []
    for point in gone.layout.host.packaging.entry_points:
        if f"{point.group}:{point.name}" in names:
            rest = point.value.strip()[len(point.module) :]
            points.append((point.group, point.name, gone.renames.renamed(point.module) + rest))
    return points


def _data_files(layout: Layout) -> dict[str, str]:
    """The feature's files that the host installs below the prefix, and where."""
    from fnmatch import fnmatchcase

    from coldframe.resolve.metadata.data_files import data_files

    found = {}
    for one in data_files(layout.host.tree):
        for source, path in layout.by_source.items():
            if source.count("/") == one.path.count("/") and fnmatchcase(source, one.path):
                place = f"{one.folder.strip('/')}/{source.rpartition('/')[2]}"
                found[path] = place.lstrip("/")
    return found
