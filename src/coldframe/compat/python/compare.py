"""Two Python surfaces compared: each difference, judged by its rule."""

from __future__ import annotations

from collections.abc import Iterator

from coldframe.compat.change import ERROR, INFO, WARNING, Change
from coldframe.compat.python.differences.entries import entry_differences
from coldframe.compat.python.differences.names import Told, gone, new, showing, standing
from coldframe.compat.python.entry import CLASS, IMPORTABLE, Entry, Surface
from coldframe.compat.python.pair import Label, Pair
from coldframe.compat.python.rules import BY_NAME

_ORDER = {ERROR: 0, WARNING: 1, INFO: 2}
UNEXPORTED = "unexported"
# What reading cannot tell, a person has to: the same question is asked once.
_ASKED = ("parameter_type_changed", "return_type_changed", "attribute_type_changed")


def compare(base: Surface, head: Surface) -> list[Change]:
    """Every change from ``base`` to ``head``, gravest first.

    What differs is told once, however many names lead to it, and so is the same doubt about the
    same two types.  What was a preview in the base may
    change: that is information.  A name that nobody exports although its package exports others
    may be internal: what would be an error is a warning, with the stage ``unexported``.
    """
    pair = Pair(base, head)
    found: dict[tuple[object, ...], Change] = {}
    for told in (*gone(pair), *new(pair), *standing(pair), *showing(pair), *_both(pair)):
        change = _judged(told)
        key: tuple[object, ...] = (change.rule, change.base, change.head, change.message)
        if change.rule in _ASKED:
            key = (change.rule, change.severity, change.stage, change.message)
        known = found.get(key)
        if known is None:
            found[key] = change
        else:
            found[key] = _together(known, change)
    return sorted(found.values(), key=lambda each: (_ORDER[each.severity], each.subject, each.rule))


def _together(one: Change, other: Change) -> Change:
    """One change that both are: as grave as the graver, with the names of both."""
    graver, less = sorted((one, other), key=lambda each: _ORDER[each.severity])
    others = dict.fromkeys((*graver.others, less.subject, *less.others))
    others.pop(graver.subject, None)
    return graver._replace(others=tuple(others))


Level = dict[tuple[str, str], tuple[list[Label], Entry | None]]


def _both(pair: Pair) -> Iterator[Told]:
    """Differences of what both surfaces have: names first, then their members, and so on."""
    level: Level = {}
    seen: set[tuple[str, str]] = set()
    for name, each in pair.base.names.items():
        now = pair.head.names.get(name)
        if now is not None and each.promise != IMPORTABLE:
            labels = level.setdefault((each.entry, now.entry), ([], None))[0]
            labels.append(pair.label(name, each))
    for key in level:  # other names of the same thing are no further subjects
        level[key][0][:] = sorted(level[key][0], key=lambda each: each.order)[:1]
    while level:
        seen |= set(level)
        below: Level = {}
        for (old, now_at), (labels, owner) in level.items():
            base, head = pair.base.entries[old], pair.head.entries[now_at]
            labels.sort(key=lambda each: each.order)
            for difference in entry_differences(pair, base, head, owner):
                yield Told(difference, tuple(labels))
            if base.kind == head.kind == CLASS:
                _members(pair, base, head, labels, below)
        level = {key: each for key, each in below.items() if key not in seen}


def _members(pair: Pair, base: Entry, head: Entry, labels: list[Label], below: Level) -> None:
    there = dict(head.members)
    for word, name in base.members:
        if word not in there:
            continue
        member = pair.base.entries[name]
        known = below.setdefault((name, there[word]), ([], base))[0]
        for label in labels:
            text = f"{label.text}()" if word == "__init__" else f"{label.text}.{word}"
            stage = label.stage or (member.stage if "labelled" in member.flags else "")
            known.append(Label(text, stage, label.firm))


def _judged(told: Told) -> Change:
    difference, labels = told.difference, told.labels
    rule = BY_NAME[difference.rule]
    first = labels[0]
    stage = first.stage or difference.stage
    severity = rule.severity
    if stage and rule.name not in ("stability_lowered", "stable_exposes_preview"):
        severity = INFO
    elif not first.firm and severity == ERROR:
        severity, stage = WARNING, UNEXPORTED
    return Change(
        rule=rule.name,
        severity=severity,
        usual=rule.severity,
        direction="",
        subject=f"{first.text}{difference.suffix}",
        message=rule.message.format_map(dict(difference.told)),
        why=rule.why,
        hint=rule.hint,
        base=difference.base,
        head=difference.head,
        stage=stage,
        others=tuple(f"{each.text}{difference.suffix}" for each in labels[1:]),
    )
