"""Two OpenAPI documents compared: each difference, judged by its rule."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from coldframe.compat.change import ERROR, INFO, REQUEST, RESPONSE, Change, Place
from coldframe.compat.rest.differences.difference import HEADER, PARAMETER, Difference
from coldframe.compat.rest.differences.operations import Told, surface_differences
from coldframe.compat.rest.document import Document
from coldframe.compat.rest.generators import alike
from coldframe.compat.rest.kinds import BY_NAME as KINDS
from coldframe.compat.rest.levels import preview
from coldframe.compat.rest.operations import Operation, read_surface
from coldframe.compat.rest.references import Node
from coldframe.compat.rest.rules import BY_NAME, RestRule
from coldframe.declare.mistake import Mistake

_ORDER = {"error": 0, "warning": 1, "info": 2}


def compare(base: Document, head: Document, today: str = "") -> list[Change]:
    """Every change from ``base`` to ``head``, gravest first.

    A difference in a component is told once, with every operation that it reaches.  What was a
    preview in the base (`x-stability-level` of the operation, the schema or the parameter) may
    change: that is information.  ``today`` is an ISO date, by default the present day.  Raises
    Mistake for documents that cannot be read to the end.
    """
    today = today or datetime.now(tz=UTC).date().isoformat()
    found: dict[tuple[object, ...], Change] = {}
    for told in _told(base, head, today):
        change = _judged(told)
        key = (change.rule, change.base, change.head, change.message, change.severity)
        known = found.get(key)
        if known is None:
            found[key] = change
        elif change.subject != known.subject and change.subject not in known.others:
            found[key] = known._replace(others=(*known.others, change.subject))
    return sorted(found.values(), key=lambda each: _ORDER[each.severity])


def _told(base: Document, head: Document, today: str) -> list[Told]:
    try:
        base, head = alike(base, head)
        return list(surface_differences(read_surface(base), read_surface(head), today))
    except RecursionError:
        problem = f"#: values of it, or of {head.path}, are nested too deep"
        raise Mistake(problem, "Flatten it with $ref.", base.path) from None


def _judged(told: Told) -> Change:
    difference, operation = told.difference, told.operation
    rule = _rule(difference)
    stage = _stage(difference, operation)
    severity = rule.severity
    if preview(stage) and rule.name != "stability_lowered":
        severity = INFO
    direction = rule.direction
    if operation is not None and operation.sent and direction:
        direction = difference.side.direction or (REQUEST if direction == RESPONSE else RESPONSE)
    subject = operation.label if operation is not None else "the document"
    message = rule.message.format_map(dict(difference.told))
    if difference.trail:
        message = f"{_trail(difference.trail)}: {message}"
    return Change(
        rule=rule.name,
        severity=severity,
        usual=rule.severity,
        direction=direction,
        subject=subject,
        message=message,
        why=rule.why,
        hint=rule.hint,
        base=_place(difference.base),
        head=_place(difference.head),
        stage=stage,
        others=_others(told.reaches, subject),
    )


def _rule(difference: Difference) -> RestRule:
    """The rule; what is within an object that travels as text goes by those of bodies."""
    side, kind = difference.side, KINDS.get(difference.kind)
    if kind is None or kind.texts or side.word not in (PARAMETER.word, HEADER.word):
        return BY_NAME[difference.rule]
    return BY_NAME[f"{REQUEST if side.asks else RESPONSE}_{difference.kind}"]


def breaking(changes: list[Change]) -> list[Change]:
    """Those that break callers, unless they are accepted."""
    return [change for change in changes if change.severity == ERROR and not change.accepted]


def _stage(difference: Difference, operation: Operation | None) -> str:
    if operation is not None and preview(operation.stage):
        return operation.stage
    return difference.stage


def _trail(words: tuple[str, ...]) -> str:
    found = words[0]
    for word in words[1:]:
        found += word if word.startswith("[") else f".{word}"
    return found


def _place(node: Node) -> Place:
    return Place(node.path, node.pointer)


@lru_cache(maxsize=256)
def _others(labels: tuple[str, ...], subject: str) -> tuple[str, ...]:
    return tuple(label for label in labels if label != subject)
