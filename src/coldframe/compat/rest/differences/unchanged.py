"""Two schemas that are written the same: what may differ is only what they refer to."""

from __future__ import annotations

from collections.abc import Iterator

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
    old: Node, new: Node, side: Side, before: References, after: References
) -> Iterator[Inside]:
    """The schemas within, in pairs; what only refers to a schema is passed over."""

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
    for name, inner in (value.get("properties") or {}).items():
        if isinstance(inner, dict) and inner.get(hidden) is not True:
            yield pair(
                name, old.child("properties").child(name), new.child("properties").child(name)
            )
    for word, shown in (("items", "[]"), ("additionalProperties", "*")):
        if isinstance(value.get(word), dict):
            yield pair(shown, old.child(word), new.child(word))
    if "prefixItems" in value:
        pairs = zip(old.listed("prefixItems"), new.listed("prefixItems"), strict=True)
        for at, (one, other) in enumerate(pairs):
            if isinstance(one.value, dict):
                yield pair(f"[{at}]", one, other)
