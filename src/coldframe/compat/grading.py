"""Gives rules the severities that the settings set."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from coldframe.compat.change import SEVERITIES, Change
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.declare.settings import Settings

OFF = "off"


def graded(changes: Iterable[Change], settings: Settings) -> tuple[Change, ...]:
    """``changes`` without those of rules that are off, and the others as the settings grade them.

    What may change, because it was a preview in the base, stays information; so no severity is
    ever raised where the stage has a say.  Raises Mistake for a rule that nobody knows.
    """
    rules = settings.compat.rules
    if not rules:
        return tuple(changes)
    _check(settings)
    return tuple(
        _graded(change, rules, settings) for change in changes if rules.get(change.rule) != OFF
    )


def _graded(change: Change, rules: dict[str, str], settings: Settings) -> Change:
    severity = rules.get(change.rule, change.severity)
    staged = change.stage or change.severity != change.usual
    if severity == change.severity or (staged and _rank(severity) < _rank(change.severity)):
        return change
    place = f"{settings.path}:{settings.line(f'compat.rules.{change.rule}')}"
    return change._replace(severity=severity, graded=place)


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity)


def _check(settings: Settings) -> None:
    from coldframe.compat.catalogue import compat_rules
    from coldframe.declare.entries import nearest

    known = {rule.name for rule in compat_rules()}
    for name in settings.compat.rules:
        if name not in known:
            raise Mistake(
                f"there is no rule {name!r} of compat",
                nearest(name, known) or "`coldframe compat diff --json` names the rules.",
                settings.path,
                settings.line(f"compat.rules.{name}"),
            )
