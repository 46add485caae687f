"""The inventory for programs: one JSON object, whose shape only grows within a version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coldframe import __version__
from coldframe.check.inventory.records import Row
from coldframe.check.inventory.story import holds_back, next_steps
from coldframe.report.status_choice import chosen
from coldframe.report.terminal import readable

if TYPE_CHECKING:
    from coldframe.check.inventory.records import Departed, Inventory
    from coldframe.declare.calendar import Release
    from coldframe.prove.verdict import Verdict
    from coldframe.source.references.reference import Reference

VERSION = 1


def render(
    inventory: Inventory, feature: str = "", verdicts: Mapping[str, Verdict] | None = None
) -> str:
    """The inventory as indented JSON, or what is known of one ``feature``.

    ``verdicts`` are those of features by module, where there is evidence.
    """
    found = content(inventory)
    if verdicts:
        from coldframe.report.prove_json import content as verdict

        found["towards_stable"] = [verdict(one) for one in verdicts.values()]
    if feature:
        one = chosen(inventory, feature)
        found["features"] = [_row(one)] if isinstance(one, Row) else []
        found["departed"] = [] if isinstance(one, Row) else [_departed(one)]
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def content(inventory: Inventory) -> dict[str, Any]:
    """The inventory as lists, dictionaries, strings and numbers."""
    calendar = inventory.calendar
    return {
        "version": VERSION,
        "coldframe": __version__,
        "host": readable(inventory.name),
        "today": inventory.today,
        "at": inventory.asked or None,
        "now": _release(inventory.now),
        "cycles": inventory.cycles,
        "calendar": {
            "cycle": calendar.cycle,
            "releases": [_release(release) for release in calendar.releases],
        },
        "preview_trees": list(inventory.trees),
        "features": [_row(row) for row in inventory.rows],
        "shared": list(inventory.shared),
        "shared_reached_by": [_reference(reference) for reference in inventory.shared_reached_by],
        "departed": [_departed(one) for one in inventory.departed],
        "notes": [readable(note) for note in inventory.notes],
        "unread": [{"path": readable(p), "why": readable(why)} for p, why in inventory.unread],
    }


def _row(row: Row) -> dict[str, Any]:
    feature, end = row.feature, row.deadline
    said = feature.declaration
    ends = row.stage in ("overdue", "due", "preview", "unreleased")
    return {
        "name": row.name,
        "module": feature.module,
        "path": readable(feature.path),
        "preview_tree": feature.tree.module,
        "stage": row.stage,
        "declared": said is not None,
        "title": readable(said.title) if said and said.title else None,
        "summary": readable(said.summary) if said and said.summary else None,
        "spec": readable(said.spec) if said and said.spec else None,
        "moved_to": feature.forwards_to or None,
        "first": _release(row.first),
        "may_be_older": row.may_be_older,
        "since": {
            "counted": end.since or None,
            "declared": end.declared or None,
            "observed": end.observed or None,
        },
        "age": None if row.age is None else {"cycles": row.age.cycles, "days": row.age.days},
        "deadline": _release(end.release) if ends else None,
        "left": {"cycles": row.cycles_left, "days": row.days_left} if ends else None,
        "renewal": None
        if end.renewal is None
        else {"until": end.renewal.until, "spec": readable(end.renewal.spec)},
        "stale_renewals": [
            {"until": s.renewal.until, "spec": readable(s.renewal.spec), "why": readable(s.why)}
            for s in end.stale
        ],
        "last_change": {"day": row.last_day, "author": readable(row.last_author)}
        if row.last_day
        else None,
        "changed_in": [release.version for release in row.changed_in],
        "lines": row.lines,
        "files": row.files,
        "tests": None if row.tests is None else [readable(path) for path in row.tests],
        "docs": None if row.docs is None else [readable(path) for path in row.docs],
        "owners": [readable(owner) for owner in row.owners],
        "owners_from": row.owners_from or None,
        "needs": list(said.needs) if said else [],
        "reached_by": [_reference(reference) for reference in row.reached_by],
        "used_by": [_reference(reference) for reference in row.used_by],
        "holds_back": holds_back(row),
        "next": next_steps(row),
    }


def _departed(one: Departed) -> dict[str, Any]:
    return {
        "name": one.name,
        "module": one.module,
        "first": _release(one.first),
        "last": _release(one.last),
        "left": _release(one.left),
        "ending": one.ending or None,
        "reason": readable(one.reason) or None,
        "moved_to": readable(one.to) or None,
        "files": one.files,
        "files_moved": one.moved,
    }


def _release(release: Release | None) -> dict[str, Any] | None:
    if release is None:
        return None
    return {
        "version": release.version,
        "day": release.day or None,
        "tag": readable(release.tag) or None,
        "planned": release.planned,
        "projected": release.projected,
    }


def _reference(reference: Reference) -> dict[str, Any]:
    return {
        "path": readable(reference.path),
        "line": reference.line,
        "form": reference.form,
        "target": reference.target,
        "text": readable(reference.text),
    }
