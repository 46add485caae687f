"""What a class is, and what it has."""

from __future__ import annotations

from collections.abc import Iterator

from coldframe.compat.python.differences.attributes import key_required
from coldframe.compat.python.differences.difference import Difference
from coldframe.compat.python.entry import ATTRIBUTE, Entry
from coldframe.compat.python.pair import Pair, place, same_class

_SILENT = frozenset({"object", "ABC", "abc.ABC", "Generic", "Protocol"})


def class_differences(pair: Pair, base: Entry, head: Entry) -> Iterator[Difference]:
    """Differences of two classes themselves; not of the members that both have."""
    here, there = place(base), place(head)
    old, new = set(base.flags), set(head.flags)
    for flag, gained, lost in (
        ("final", "became_final", "left_final"),
        ("frozen", "became_frozen", "left_frozen"),
        ("slots", "slots_added", ""),
        ("order", "", "order_removed"),
        ("runtime checkable", "", "runtime_check_removed"),
    ):
        if flag in new - old and gained:
            yield Difference(gained, here, there)
        if flag in old - new and lost:
            yield Difference(lost, here, there)
    yield from _bases(base, head)
    yield from _members(pair, base, head)


def _bases(base: Entry, head: Entry) -> Iterator[Difference]:
    here, there = place(base), place(head)
    lost = [each for each in base.bases if not _among(each, head.bases)]
    gained = [each for each in head.bases if not _among(each, base.bases)]
    top = base.name.partition(".")[0]
    foreign = [each for each in gained if not each.startswith(f"{top}.") and "." in each]
    for name in filter(_told, lost):
        if foreign and not name.startswith(f"{top}."):
            told = (("name", name), ("new", foreign[0]))
            yield Difference("base_replaced", here, there, told)
        else:
            yield Difference("base_removed", here, there, (("name", name),))
    if not lost:
        for name in filter(_told, gained):
            yield Difference("base_added", here, there, (("name", name),))


def _told(name: str) -> bool:
    return name not in _SILENT and not any(part.startswith("_") for part in name.split("."))


def _among(name: str, others: tuple[str, ...]) -> bool:
    return any(same_class(name, other) for other in others)


def _members(pair: Pair, base: Entry, head: Entry) -> Iterator[Difference]:
    there = dict(head.members)
    for word, name in base.members:
        if word not in there:
            yield from _gone(pair, base, head, word, pair.base.entries[name])
    here = dict(base.members)
    for word, name in head.members:
        if word not in here:
            yield _new(base, head, word, pair.head.entries[name])


def _gone(pair: Pair, base: Entry, head: Entry, word: str, member: Entry) -> Iterator[Difference]:
    told = (("kind", member.kind), ("name", word))
    suffix = f".{word}"
    # Heirs lose what their ancestor has lost: that is told once.
    head = pair.head.entries.get(member.name.rpartition(".")[0], head)
    if word == "__init__":
        if not head.open and member.signature and member.signature.parameters:
            yield Difference("member_removed", place(member), place(head), told, suffix=suffix)
        return
    if "enum" in base.flags and member.kind == ATTRIBUTE:
        rule, suffix = "enum_member_removed", ""
    elif "typed dict" in base.flags:
        rule, suffix = "typed_key_removed", ""
    elif "deprecated" in member.flags:
        rule = "deprecated_member_removed"
    elif head.open and "extends" in member.flags and not _foreign(base) - set(head.bases):
        rule = "member_inherited"
    elif head.open:
        rule = "member_perhaps_inherited"
    elif "assigned" in member.flags:
        rule = "assigned_attribute_removed"
    else:
        rule = "member_removed"
    stage = member.stage if "labelled" in member.flags else ""
    yield Difference(rule, place(member), place(head), told, stage, suffix)


def _foreign(one: Entry) -> set[str]:
    """Its ancestors from elsewhere."""
    top = one.name.partition(".")[0]
    return {name for name in one.bases if not name.startswith(f"{top}.")}


def _new(base: Entry, head: Entry, word: str, member: Entry) -> Difference:
    told = (("kind", member.kind), ("name", word))
    suffix = f".{word}"
    flags = set(head.flags)
    if "enum" in flags and member.kind == ATTRIBUTE:
        rule, suffix = "enum_member_added", ""
    elif "typed dict" in flags:
        needed = key_required(member, flags)
        rule, suffix = "required_typed_key_added" if needed else "typed_key_added", ""
    elif "abstract" in member.flags:
        rule, suffix = "abstract_member_added", ""
    elif "protocol" in base.flags:
        rule, suffix = "protocol_member_added", ""
    else:
        rule = "member_added"
    return Difference(rule, place(base), place(member), told, "", suffix)
