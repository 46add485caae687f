"""Merges the metadata of a project into the host's: entry points, requirements, data files."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from coldframe.resolve.adopting.needs import needs, unknown_to_tests
from coldframe.resolve.adopting.packages import distribution_name
from coldframe.resolve.adopting.told import named

if TYPE_CHECKING:
    from coldframe.check.packaging.entry_points import EntryPoint
    from coldframe.resolve.adopting.adoption import Adoption


def merge_entry_points(adoption: Adoption) -> list[EntryPoint]:
    """Register the project's entry points, with their new values; returns them.

    Names that the host has in the same group for something else are refused.
    """
    from coldframe.resolve.metadata.entry_points import (
        by_hand,
        collisions,
        entry_points,
        with_entry_points,
    )

    points = []
    for point in entry_points(adoption.project.tree):
        if _is_old_list(adoption, point):
            continue
        new = adoption.names.renamed(point.module)
        value = point.value.replace(point.module, new, 1) if new else point.value
        points.append(point._replace(value=value))
    refused = collisions(adoption.edits.tree, points)
    adoption.refusals += refused
    if points and not refused:
        adoption.left += by_hand(adoption.edits.tree, points)
        adoption.edits.add(with_entry_points(adoption.edits.tree, points))
    return points


def _is_old_list(adoption: Adoption, point: EntryPoint) -> bool:
    """Whether it registers a list of migrations that ends with the adoption."""
    place = point.value.strip().replace(":", "/").replace(".", "/")
    return any(f"/{each.path}".endswith(f"/{place}") for each in adoption.old_lists)


def merge_requirements(adoption: Adoption) -> tuple[str, ...]:
    """Put what the project requires into extras; returns the names of those that there are."""
    from coldframe.resolve.metadata.extras import extras, with_extra

    wanted = needs(adoption.project.tree)
    name = adoption.feature.name.replace("_", "-")
    groups = {name: wanted.always}
    groups |= {f"{name}-{extra}": members for extra, members in wanted.extras.items()}
    met: list[str] = []
    for extra, members in groups.items():
        found = with_extra(adoption.edits.tree, extra, members)
        adoption.edits.add(found.edits)
        adoption.refusals += found.refusals
        adoption.left += found.left
        adoption.notes += found.notes
        met += [text.partition(": ")[0] for text in found.met]
    if met:
        adoption.notes.append(f"The host requires anyway: {', '.join(dict.fromkeys(met))}.")
    lacking = unknown_to_tests(adoption.host.tree, wanted.tests)
    adoption.notes += [lacking] if lacking else []
    there = extras(adoption.edits.tree)
    return tuple(extra for extra in groups if extra in there)


def merge_data_files(adoption: Adoption) -> None:
    """Install what the project installs outside its package."""
    from coldframe.resolve.metadata.data_files import DataFile, data_files, with_data_files

    wanted = []
    for one in data_files(adoption.project.tree):
        for arrival in adoption.arrivals:
            depth = arrival.source.count("/") == one.path.count("/")
            if depth and fnmatchcase(arrival.source, one.path):
                wanted.append(DataFile(one.folder, arrival.path))
    edits, left = with_data_files(adoption.edits.tree, wanted)
    adoption.edits.add(edits)
    adoption.left += left


def ask_for_host(adoption: Adoption) -> None:
    """Ask for the host's version where the project asks for its own."""
    from coldframe.resolve.adopting.distribution import asked_of_host

    paths = [arrival.path for arrival in adoption.arrivals]
    host = distribution_name(adoption.host.tree)
    edits, left = asked_of_host(adoption.edits.tree, paths, adoption.called, host)
    adoption.edits.add(edits)
    adoption.left += left


def pack_data(adoption: Adoption) -> None:
    """See to it that the declaration gets into the wheel, and say what else does not."""
    from coldframe.check.host import Host
    from coldframe.resolve.adopting.layout import CODE
    from coldframe.resolve.declaring.package_data import package_data
    from coldframe.resolve.edits import Edits

    after = Host(adoption.edits.tree, adoption.settings)
    before = list(adoption.edits.all())
    edits, notes = package_data(after, [adoption.feature], before, adoption.host.tree)
    adoption.edits = Edits(adoption.host.tree, arrivals=adoption.arrivals)
    adoption.edits.add(edits)
    adoption.notes += notes
    after = Host(adoption.edits.tree, adoption.settings)
    lacking: dict[str, list[str]] = {}
    for path in adoption.come(CODE):
        verdict = after.packaging.verdict(path)
        if verdict.packed is False:
            lacking.setdefault(verdict.remedy or verdict.why, []).append(path)
    for remedy, paths in lacking.items():
        adoption.notes.append(f"Not in the built wheel: {named(paths)}. {remedy}")
