"""Two things of the same name: whether they are of one kind, and how they differ."""

from __future__ import annotations

from collections.abc import Iterator

from coldframe.compat.python.differences.attributes import attribute_differences
from coldframe.compat.python.differences.calls import call_differences
from coldframe.compat.python.differences.classes import class_differences
from coldframe.compat.python.differences.difference import Difference
from coldframe.compat.python.entry import (
    ATTRIBUTE,
    CLASS,
    EXTERNAL,
    FUNCTION,
    METHOD,
    MODULE,
    PROPERTY,
    Entry,
)
from coldframe.compat.python.pair import Pair, place

_CALLED = (FUNCTION, METHOD)
_READ = (ATTRIBUTE, PROPERTY)


def entry_differences(
    pair: Pair, base: Entry, head: Entry, owner: Entry | None = None
) -> Iterator[Difference]:
    """Every difference of two entries; ``owner`` is the class that they are members of."""
    if EXTERNAL in (base.kind, head.kind):
        return  # what it is stands elsewhere
    here, there = place(base), place(head)
    if "deprecated" in head.flags and "deprecated" not in base.flags:
        yield Difference("deprecated", here, there, (("kind", base.kind),))
    if base.kind in _CALLED and head.kind in _CALLED:
        yield from _heirs(base, head)
        yield from call_differences(pair, base, head, owner)
    elif base.kind in _READ and head.kind in _READ:
        yield from _heirs(base, head)
        yield from attribute_differences(pair, base, head, owner)
    elif base.kind == head.kind == CLASS:
        yield from class_differences(pair, base, head)
    elif base.kind != head.kind:
        yield _other_kind(base, head)


def _heirs(base: Entry, head: Entry) -> Iterator[Difference]:
    """What matters to classes that are derived from the owner."""
    for flag in ("abstract", "final"):
        if flag == "final" and base.kind == ATTRIBUTE:
            continue
        if (flag in head.flags) != (flag in base.flags):
            rule = f"{'became' if flag in head.flags else 'left'}_{flag}"
            yield Difference(rule, place(base), place(head))


def _other_kind(base: Entry, head: Entry) -> Difference:
    here, there = place(base), place(head)
    told = (("old", base.kind), ("new", head.kind))
    if base.kind == METHOD and head.kind == PROPERTY:
        return Difference("method_became_property", here, there, told)
    if base.kind == PROPERTY and head.kind == METHOD:
        return Difference("property_became_method", here, there, told)
    attribute = next((each for each in (base, head) if each.kind == ATTRIBUTE), None)
    doubtful = (
        attribute is not None
        and not attribute.value
        and MODULE
        not in (
            base.kind,
            head.kind,
        )
    )
    if doubtful or (base.kind in _CALLED and head.kind == CLASS):
        return Difference("kind_perhaps_changed", here, there, told)
    return Difference("kind_changed", here, there, told)
