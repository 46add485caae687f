"""What an attribute or a property is, and whether it can be assigned."""

from __future__ import annotations

from collections.abc import Iterator

from coldframe.compat.python.annotation import short
from coldframe.compat.python.differences.difference import Difference
from coldframe.compat.python.differences.extended import added
from coldframe.compat.python.entry import ATTRIBUTE, PROPERTY, Entry
from coldframe.compat.python.pair import Pair, place
from coldframe.compat.python.types import NARROWER, REPLACED, SAME, WIDER, relation, says_any

_TYPES = {NARROWER: "attribute_type_narrowed", WIDER: "attribute_type_widened",
          REPLACED: "attribute_type_replaced"}  # fmt: skip
# Constants that change with every release, and are there to tell which it is.
_VERSIONS = ("version", "version_info", "version_tuple", "full_version", "build_date")
_KEY = ("Required", "NotRequired", "ReadOnly")


def attribute_differences(
    pair: Pair, base: Entry, head: Entry, owner: Entry | None = None
) -> Iterator[Difference]:
    """Differences of two attributes; ``owner`` is the class that they belong to in the base."""
    here, there = place(base), place(head)
    of = set(owner.flags) if owner else set()
    field = bool(owner and base.type and owner.member("__init__")) and _made(pair, owner)
    if not _writable(base) or not _writable(head):
        if _writable(base) and "final" not in base.flags:
            yield Difference("attribute_became_read_only", here, there)
        elif _writable(head) and "final" not in base.flags:
            yield Difference("attribute_became_writable", here, there)
    if "on class" in base.flags and "assigned" in head.flags:
        yield Difference("attribute_left_class", here, there)
    if "typed dict" in of:
        yield from _keys(base, head, of)
    yield from _type(pair, base, head, field)
    if not base.value or not head.value or field or _same(base.value, head.value):
        return
    last = base.name.rpartition(".")[2]
    told = (("old", short(base.value)), ("new", short(head.value)))
    if "enum" in of:
        yield Difference("enum_value_changed", here, there, told)
    elif more := added(base.value, head.value):
        yield Difference("value_extended", here, there, (("new", short(more)),))
    elif not last.startswith("__") and (owner or last.lower() not in _VERSIONS):
        yield Difference("value_changed", here, there, told)


def _same(old: str, new: str) -> bool:
    """Whether two values are the same; an older snapshot has long ones as they are shown."""
    return old == new or old == short(new)


def _made(pair: Pair, owner: Entry | None) -> bool:
    """Whether the constructor is made of the fields, so that what it says is told there."""
    made = pair.base.entries.get(owner.member("__init__")) if owner else None
    return made is not None and "made" in made.flags


def _writable(entry: Entry) -> bool:
    if entry.kind == PROPERTY:
        return "writable" in entry.flags
    return entry.kind == ATTRIBUTE and "final" not in entry.flags


def _keys(base: Entry, head: Entry, of: set[str]) -> Iterator[Difference]:
    old, new = key_required(base, of), key_required(head, of)
    if old != new:
        rule = "typed_key_required" if new else "typed_key_optional"
        yield Difference(rule, place(base), place(head))


def key_required(entry: Entry, of: set[str]) -> bool:
    """Whether a key of a typed dictionary must be there."""
    if "NotRequired[" in entry.type:
        return False
    return "Required[" in entry.type or "not total" not in of


def _type(pair: Pair, base: Entry, head: Entry, field: bool) -> Iterator[Difference]:
    old, new = _bare(base.type), _bare(head.type)
    told = (("old", old), ("new", new))
    here, there = place(base), place(head)
    if old == new or "TypeAlias" in (old, new):
        return
    if not old:
        yield Difference("attribute_type_said", here, there, told)
    elif not new:
        yield Difference("attribute_type_left", here, there, told)
    else:
        found = relation(old, new, pair.derived_in(base.name.rpartition(".")[0]))
        if found == NARROWER and says_any(old):
            yield Difference("attribute_type_said", here, there, told)
            return
        if found == SAME or (field and found != WIDER):
            return  # the constructor tells it
        yield Difference(_TYPES.get(found, "attribute_type_changed"), here, there, told)


def _bare(text: str) -> str:
    """A type without what says whether a key must be there."""
    for word in _KEY:
        if text.startswith(f"{word}[") and text.endswith("]"):
            return _bare(text[len(word) + 1 : -1])
    return text
