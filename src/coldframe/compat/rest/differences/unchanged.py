"""Two schemas that are written the same: what may differ is only what they refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from coldframe.compat.rest.conditions import NAMED, SAME_WAY
from coldframe.compat.rest.differences.difference import Side
from coldframe.compat.rest.differences.objects import Inside
from coldframe.compat.rest.references import Node, References


def written_the_same(old: tuple[Node, ...], new: tuple[Node, ...]) -> bool:
    """Whether each is one node, and both have the same text."""
    return (
        len(old) == 1
        and len(new) == 1
        and isinstance(old[0].value, dict)
        and old[0].value == new[0].value
    )


def parts(
    old: Node,
    new: Node,
    side: Side,
    before: References,
    after: References,
    same: Callable[[Any, Any], bool],
) -> Iterator[Inside]:
    """The schemas within, in pairs; what only refers to a schema is passed over.

    ``same`` says of two values whether they are the same in all that they reach: such properties
    are left out.
    """

    def pair(word: str, one: Node, other: Node) -> Inside:
        while "$ref" in one.value and "$ref" in other.value:
            one, other = before.step(one), after.step(other)
            if not (isinstance(one.value, dict) and isinstance(other.value, dict)):
                break
        return Inside(word, (one,), (other,))

    value = old.value
    if "$ref" in value:
        yield Inside("", (before.step(old),), (after.step(new),))
    for word in ("allOf", "anyOf", "oneOf"):
        if word in value:
            for one, other in zip(old.listed(word), new.listed(word), strict=True):
                if isinstance(one.value, dict):
                    yield pair("", one, other)
    hidden = "readOnly" if side.asks else "writeOnly"
    properties = value.get("properties")
    if properties:
        mine, theirs = old.child("properties"), new.child("properties")
        for name, inner in properties.items():
            if not isinstance(inner, dict) or inner.get(hidden) is True:
                continue
            if not same(inner, theirs.value[name]):
                yield pair(name, mine.child(name), theirs.child(name))
    for word in NAMED:
        if isinstance(value.get(word), dict):
            for name, inner in value[word].items():
                if isinstance(inner, dict):
                    yield pair(name, old.child(word).child(name), new.child(word).child(name))
    further = ((word, word) for word in SAME_WAY)
    for word, shown in (("items", "[]"), ("additionalProperties", "*"), *further):
        if isinstance(value.get(word), dict):
            yield pair(shown, old.child(word), new.child(word))
    if "prefixItems" in value:
        pairs = zip(old.listed("prefixItems"), new.listed("prefixItems"), strict=True)
        for at, (one, other) in enumerate(pairs):
            if isinstance(one.value, dict):
                yield pair(f"[{at}]", one, other)
