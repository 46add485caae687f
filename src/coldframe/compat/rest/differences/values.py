"""Differences between what two schemas say of single values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from coldframe.compat.rest.differences.accepting import accepts, possible
from coldframe.compat.rest.differences.difference import Difference, Side
from coldframe.compat.rest.formats import HINTS, WIDER, holds
from coldframe.compat.rest.patterns import listed
from coldframe.compat.rest.schema import Bound, Schema, key_of

_LONGEST = 80  # characters of a pattern or the like in a message
_NUMBERS = frozenset(("number", "integer"))


def value_differences(base: Schema, head: Schema, side: Side) -> Iterator[Difference]:
    """Types, null, listed values, limits, patterns and formats."""

    def differ(kind: str, **told: Any) -> Difference:
        words = tuple((name, _shown(value)) for name, value in told.items())
        return Difference(kind, side, base.node, head.node, words)

    base, head = possible(base), possible(head)
    if base.nullable != head.nullable and not side.texts:  # no text is null
        yield differ("null_allowed" if head.nullable else "null_forbidden")
    lost, gained = _types(base, head, side)
    if lost and gained and not base.types & head.types:
        yield differ("type_changed", old=_types_text(base), new=_types_text(head))
        return
    if lost:
        yield differ("type_narrowed", old=_types_text(base), new=_types_text(head))
    if gained:
        yield differ("type_widened", old=_types_text(base), new=_types_text(head))
    if not base.types & head.types and not side.texts:
        return
    both = base.extensible is not None and head.extensible is not None
    if both and (gone := sorted({*(base.extensible or ())} - {*(head.extensible or ())})):
        yield differ("extensible_value_removed", values=", ".join(gone))
    if base.enum is not None or head.enum is not None:
        yield from _enums(base, head, differ)
    if base.enum is not None and (head.enum is not None or side.asks):
        if side.asks and head.enum is None:
            refused = [value for value in base.enum if not accepts(head, value)]
            if refused:
                yield differ("enum_value_removed", values=refused)
        return
    if head.enum is not None and not side.asks:
        # Fewer values come, whatever the limits say; but the base must allow them.
        if base.enum is None and (fresh := [v for v in head.enum if not accepts(base, v)]):
            yield differ("enum_value_added", values=fresh)
        return
    shared = base.types & head.types
    if shared & _NUMBERS:
        yield from _bounds(base, head, differ)
    if "string" in shared or (side.texts and head.types & base.types):
        yield from _lengths("length", base.lengths, head.lengths, differ)
        yield from _patterns(base, head, side, differ)
    if "array" in shared:
        yield from _lengths("items", base.counts, head.counts, differ)
        if base.unique != head.unique:
            yield differ("items_must_be_unique" if head.unique else "items_may_repeat")
    if "object" in shared:
        yield from _lengths("properties", base.sizes, head.sizes, differ)
    yield from _formats(base, head, differ)


def _types(base: Schema, head: Schema, side: Side) -> tuple[frozenset[str], frozenset[str]]:
    lost, gained = base.types - head.types, head.types - base.types
    if side.texts:
        # A text can be what a number or a truth value is written as; the reverse is not so.
        if "string" in head.types and side.asks:
            lost &= {"array", "object"}
        if "array" in head.types and side.asks:
            lost &= {"object"}  # one value is a list of one
        if "string" in base.types and not side.asks:
            gained &= {"array", "object"}
    if "number" in base.types and "number" in head.types:
        lost, gained = lost - {"integer"}, gained - {"integer"}
    return lost, gained


def _types_text(schema: Schema) -> str:
    types = schema.types - ({"integer"} if "number" in schema.types else frozenset())
    if len(types) >= 5 and "object" in types:
        return "anything"
    return " or ".join(sorted(types)) or ("null" if schema.nullable else "nothing")


def _enums(base: Schema, head: Schema, differ: Any) -> Iterator[Difference]:
    if base.enum is None:
        yield differ("enum_set", values=head.enum)
    elif head.enum is None:
        yield differ("enum_lifted", values=base.enum)
    else:
        old = {key_of(value): value for value in base.enum}
        new = {key_of(value): value for value in head.enum}
        if lost := [value for key, value in old.items() if key not in new]:
            yield differ("enum_value_removed", values=lost)
        if gained := [value for key, value in new.items() if key not in old]:
            yield differ("enum_value_added", values=gained)


def _bounds(base: Schema, head: Schema, differ: Any) -> Iterator[Difference]:
    limits: tuple[tuple[str, Bound | None, Bound | None, int], ...] = (
        ("minimum", base.minimum, head.minimum, 1),
        ("maximum", base.maximum, head.maximum, -1),
    )
    for word, old, new, narrower in limits:
        if old == new:
            continue
        if old is None:
            yield differ(f"{word}_set", new=_limit(*new) if new else "")
        elif new is None:
            yield differ(f"{word}_lifted", old=_limit(*old))
        else:
            if old.value == new.value:
                narrowed = new.exclusive
            else:
                narrowed = (new.value - old.value) * narrower > 0
            raised = narrowed == (narrower == 1)
            yield differ(
                f"{word}_{'raised' if raised else 'lowered'}",
                old=_limit(*old),
                new=_limit(*new),
            )
    old_step, new_step = base.multiple, head.multiple
    if old_step != new_step:
        if old_step is None:
            yield differ("multiple_set", new=new_step)
        elif new_step is None:
            yield differ("multiple_lifted", old=old_step)
        elif old_step and new_step % old_step == 0:
            yield differ("multiple_narrowed", old=old_step, new=new_step)
        elif new_step and old_step % new_step == 0:
            yield differ("multiple_widened", old=old_step, new=new_step)
        else:
            yield differ("multiple_changed", old=old_step, new=new_step)


def _limit(value: float, exclusive: bool) -> str:
    return f"{_shown(value)} (not included)" if exclusive else _shown(value)


def _lengths(
    word: str, old: tuple[int, int | None], new: tuple[int, int | None], differ: Any
) -> Iterator[Difference]:
    if old[0] != new[0]:
        if old[0] == 0:
            yield differ(f"min_{word}_set", new=new[0])
        elif new[0] == 0:
            yield differ(f"min_{word}_lifted", old=old[0])
        else:
            way = "raised" if new[0] > old[0] else "lowered"
            yield differ(f"min_{word}_{way}", old=old[0], new=new[0])
    if old[1] != new[1]:
        if old[1] is None:
            yield differ(f"max_{word}_set", new=new[1])
        elif new[1] is None:
            yield differ(f"max_{word}_lifted", old=old[1])
        else:
            way = "raised" if new[1] > old[1] else "lowered"
            yield differ(f"max_{word}_{way}", old=old[1], new=new[1])


def _patterns(base: Schema, head: Schema, side: Side, differ: Any) -> Iterator[Difference]:
    old, new = set(base.patterns), set(head.patterns)
    if old == new:
        return
    if new > old:
        yield differ("pattern_set", new=sorted(new - old)[0])
    elif old > new:
        yield differ("pattern_lifted", old=sorted(old - new)[0])
    else:
        before, after = sorted(old - new)[0], sorted(new - old)[0]
        yield from _pattern(before, after, differ)


def _pattern(before: str, after: str, differ: Any) -> Iterator[Difference]:
    one, other = listed(before), listed(after)
    if one and other and one[0] == other[0] and (one[1] < other[1] or one[1] > other[1]):
        kind = "pattern_widened" if one[1] < other[1] else "pattern_narrowed"
        yield differ(kind, values=sorted(one[1] ^ other[1]))
    elif one != other or one is None:
        yield differ("pattern_changed", old=before, new=after)


def _formats(base: Schema, head: Schema, differ: Any) -> Iterator[Difference]:
    old, new = set(base.formats), set(head.formats)
    if old == new:
        return
    if not old:
        kept = sorted(each for each in new if not holds(each, base.minimum, base.maximum))
        if kept:
            hint = "hint_" if kept[0] in HINTS else ""
            yield differ(f"format_{hint}set", new=kept[0])
    elif not new:
        kept = sorted(each for each in old if not holds(each, head.minimum, head.maximum))
        if kept:
            hint = "hint_" if kept[0] in HINTS else ""
            yield differ(f"format_{hint}lifted", old=kept[0])
    else:
        before, after = sorted(old)[0], sorted(new)[0]
        if after in WIDER.get(before, ()):
            yield differ("format_widened", old=before, new=after)
        elif before in WIDER.get(after, ()):
            yield differ("format_narrowed", old=before, new=after)
        else:
            yield differ("format_changed", old=before, new=after)


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
    if isinstance(value, list | tuple):
        words = [json.dumps(each, ensure_ascii=False, default=str) for each in value]
        more = f" and {len(words) - 6} more" if len(words) > 6 else ""
        return ", ".join(words[:6]) + more
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
