"""Writes down that a feature has ended: its tombstone, and a release note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.tombstone import EXTRACTED, RETIRED
from coldframe.resolve.edits import Edits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.declare.tombstone import Tombstone
    from coldframe.resolve.plan import Edit

_VERBS = {RETIRED: "retire", EXTRACTED: "extract"}


def recorded(
    host: Host, feature: Feature, stone: Tombstone, edits: Iterable[Edit]
) -> tuple[tuple[Edit, ...], list[str]]:
    """``edits`` with the tombstone and the release note, and what there is to say about them."""
    from coldframe.check.host import Host
    from coldframe.resolve.declaring.package_data import package_data
    from coldframe.resolve.release_notes import release_note
    from coldframe.resolve.tombstones import tombstone_edit

    work = Edits(host.tree)
    work.add(edits)
    work.add([tombstone_edit(host, feature.tree, stone)])
    planned = Host(work.tree, host.settings)
    packed, notes = package_data(planned, [], list(work.all()), host.tree, [feature.tree])
    work = Edits(host.tree)
    work.add(packed)
    instead = f" Use {stone.successor} instead." if stone.successor else ""
    reason = stone.reason if stone.reason.endswith((".", "!", "?")) else f"{stone.reason}."
    what = f"The {host.settings.label} feature {shown_title(feature)} has been removed."
    text = f"{what} {reason}{instead}"
    slug = f"{_VERBS[stone.ending]}-{feature.name.replace('_', '-')}"
    note = release_note(host, slug, "removal", text)
    if note is None:
        notes.append(f"There is no change log to write into. Say it in your own: {text}")
    else:
        work.add([note])
    return work.all(), notes


def shown_title(feature: Feature) -> str:
    """What the feature is called by its declaration, or else its name."""
    return (feature.declaration.title if feature.declaration else "") or feature.name
