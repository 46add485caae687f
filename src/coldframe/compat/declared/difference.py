"""One difference of two declared surfaces, and what its rule says of it."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from coldframe.compat.change import INFO, Change, Place
from coldframe.compat.rule import SurfaceRule

LOWERED = "_stability_lowered"  # the one kind of difference that no preview of the base excuses


class Difference(NamedTuple):
    """``told`` fills in the rule's message; ``stage`` is that of the base."""

    rule: str
    subject: str
    base: Place
    head: Place
    told: tuple[tuple[str, str], ...] = ()
    stage: str = ""


def judged(difference: Difference, rules: Mapping[str, SurfaceRule], surface: str) -> Change:
    """The change: what was a preview in the base may change, which is information."""
    rule = rules[difference.rule]
    excused = difference.stage and not rule.name.endswith(LOWERED)
    return Change(
        rule=rule.name,
        severity=INFO if excused else rule.severity,
        usual=rule.severity,
        direction="",
        subject=difference.subject,
        message=rule.message.format_map(dict(difference.told)),
        why=rule.why,
        hint=rule.hint,
        base=difference.base,
        head=difference.head,
        stage=difference.stage,
        surface=surface,
    )


def told_once(changes: Iterable[Change]) -> list[Change]:
    """``changes`` without repetitions: what one line does to several is one change of them all.

    A parser or a class from which others have an option or a column is such a line.
    """
    found: dict[Change, list[str]] = {}
    for change in changes:
        alone = change._replace(subject="") if change.base.line else change
        subjects = found.setdefault(alone, [])
        if change.subject not in subjects:
            subjects.append(change.subject)
    return [
        change._replace(subject=min(subjects), others=tuple(sorted(subjects)[1:]))
        for change, subjects in found.items()
    ]
