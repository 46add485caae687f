"""Failures for programs: one JSON object, whose shape only grows within a version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coldframe import __version__
from coldframe.report.terminal import readable

if TYPE_CHECKING:
    from coldframe.prove.triage.blame import Blame
    from coldframe.prove.triage.known.bugs import KnownBug
    from coldframe.prove.triage.owners import Owner
    from coldframe.prove.triage.tally import Group, Place

VERSION = 1


def render(found: Blame, *, top: int = 0) -> str:
    """All signatures, however many there are: ``top`` is for people."""
    return json.dumps(content(found), indent=2, ensure_ascii=False) + "\n"


def content(found: Blame) -> dict[str, Any]:
    """What was found as lists, dictionaries, strings and numbers; times are seconds since 1970."""
    return {
        "version": VERSION,
        "coldframe": __version__,
        "bytes": found.tally.size,
        "failures": sum(group.count for group in found.groups),
        "not_kept_apart": found.tally.beyond,
        "signatures": [_group(found, group) for group in found.groups],
        "stories": [
            {
                "death": story.death.signature.digest,
                "followed": [
                    {"signature": group.signature.digest, "seconds_after": round(after, 3)}
                    for group, after in zip(story.followed, story.after, strict=True)
                ],
            }
            for story in found.stories
        ],
        "tests": [
            {
                "test": readable(test.name),
                "log": readable(test.log),
                "culprit": {**_owner(test.culprit), "because": readable(test.because)},
                "known_by": test.known_by,
                "ended_with": test.ended.signature.digest,
                "logged": [group.signature.digest for group in test.logged],
            }
            for test in found.tests
        ],
        "known": [_known(bug) for bug in found.known],
        "notes": [readable(note) for note in found.tally.notes],
    }


def _group(found: Blame, group: Group) -> dict[str, Any]:
    signature = group.signature
    return {
        "signature": signature.digest,
        "exception": readable(signature.kind) or None,
        "message": readable(signature.message),
        "frames": [readable(frame) for frame in signature.frames],
        "count": group.count,
        "fatal": group.fatal,
        "cut": group.cut,
        "known": [readable(bug) for bug in found.bugs_of(group)],
        "runs": _runs(found, group),
        "culprit": {
            **_owner(group.culprit),
            "because": readable(group.because),
            "answers": list(group.people),
            "frame": None
            if group.frame is None
            else {
                "path": readable(group.frame.path),
                "line": group.frame.line,
                "function": readable(group.frame.function),
            },
        },
        "victims": [
            {**_owner(o), "count": n, "because": readable(o.because)}
            for o, n in group.victims.items()
        ],
        "bystanders": [
            {**_owner(o), "count": n, "because": readable(o.because)}
            for o, n in group.bystanders.items()
        ],
        "first": group.first or None,
        "last": group.last or None,
        "timeline": {
            "step": group.step,
            "counts": [[at * group.step, n] for at, n in sorted(group.buckets.items())],
        },
        "logs": {readable(name): number for name, number in group.logs.items()},
        "places": list(map(_place, group.places)),
        "example": readable(group.example),
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "log": readable(place.log),
        "offset": place.offset,
        "label": readable(place.label) or None,
    }


def _known(bug: KnownBug) -> dict[str, Any]:
    return {
        "bug": readable(bug.query.bug),
        "query": {"path": readable(bug.query.path), "line": bug.query.line},
        "records": bug.hits.count,
        "signatures": sorted(signature.digest for signature in bug.signatures),
        "passed": [bug.passed, bug.of_passed],
        "failed": [bug.failed, bug.of_failed],
        "common_in_passed": bug.common,
        "left_out": sorted(map(readable, bug.query.left_out)),
        "places": list(map(_place, bug.hits.places)),
    }


def _runs(found: Blame, group: Group) -> dict[str, Any] | None:
    """Numbers of runs, and the lift; a limit that is not finite is null."""
    runs = found.runs
    if runs is None:
        return None
    signature = group.signature
    lift = runs.lift(signature)
    limits = None if lift is None else [n if n < float("inf") else None for n in lift]
    return {
        "new": runs.is_new(signature),
        "passed": [runs.passed_with[signature], runs.passed],
        "failed": [runs.failed_with[signature], runs.failed],
        "lift": None
        if limits is None
        else dict(zip(("ratio", "low", "high"), limits, strict=True)),
    }


def _owner(owner: Owner) -> dict[str, Any]:
    return {"name": readable(owner.name) or None, "kind": owner.kind}
