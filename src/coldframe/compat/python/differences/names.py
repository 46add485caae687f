"""Public names that are gone, new, or stand for something else now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from coldframe.compat.change import Place
from coldframe.compat.python.differences.difference import Difference
from coldframe.compat.python.entry import EXPORTED, IMPORTABLE, MODULE, Entry, Name
from coldframe.compat.python.exposure import exposed
from coldframe.compat.python.pair import Label, Pair, place, place_of


class Told(NamedTuple):
    """A difference, with the names by which callers reach what differs."""

    difference: Difference
    labels: tuple[Label, ...]


def gone(pair: Pair) -> Iterator[Told]:
    """Names of the base that no longer lead anywhere."""
    leading = _leading(pair)
    for name, each in pair.base.names.items():
        if name in pair.head.names or each.promise == IMPORTABLE or pair.unread(name):
            continue
        if each.stage and not pair.head.previews:
            continue
        module = name.rpartition(".")[0]
        above = pair.base.names.get(module) if module not in pair.head.names else None
        if above is not None and pair.base.entries[above.entry].kind == MODULE:
            continue  # the module is told
        yield Told(_removed(pair, name, each, leading), (pair.label(name, each),))


def _removed(pair: Pair, name: str, each: Name, leading: dict[str, str]) -> Difference:
    entry = pair.base.entries[each.entry]
    module, _, last = name.rpartition(".")
    holder = pair.head.entries.get(module)
    there = Place(holder.path if holder else "", module)
    other = leading.get(entry.name, "")
    told = (("kind", entry.kind), ("name", other), ("where", _elsewhere(pair, entry, last)))
    if entry.kind == MODULE:
        rule = "module_removed"
    elif other and not pair.firm(name, each):
        rule = "name_moved"
    elif "deprecated" in entry.flags:
        rule = "deprecated_name_removed"
    elif holder is not None and "__getattr__" in holder.flags:
        rule = "name_perhaps_removed"
    else:
        rule = "name_removed"
    return Difference(rule, place_of(name, each), there, told)


def _leading(pair: Pair) -> dict[str, str]:
    """For each entry of the base: a firm name of it that the head still has."""
    found: dict[str, str] = {}
    for name, each in pair.base.names.items():
        stands = name in pair.head.names and pair.firm(name, each) and not each.stage
        if stands and (each.entry not in found or len(name) < len(found[each.entry])):
            found[each.entry] = name
    return found


def _elsewhere(pair: Pair, entry: Entry, last: str) -> str:
    """Where something of the same name is now, if that is clear."""
    names = [
        name
        for name, each in pair.head.names.items()
        if name.rpartition(".")[2] == last
        and name not in pair.base.names
        and pair.head.entries[each.entry].kind == entry.kind
    ]
    shortest = min(names, key=lambda each: (len(each), each), default="")
    return f"; there is a {shortest} now" if shortest else ""


def new(pair: Pair) -> Iterator[Told]:
    """Names that only the head has."""
    for name, each in pair.head.names.items():
        if name in pair.base.names or each.promise == IMPORTABLE or pair.unread(name):
            continue
        if each.stage and not pair.base.previews:
            continue
        module = name.rpartition(".")[0]
        if module in pair.head.names and module not in pair.base.names:
            continue  # the module is told
        entry = pair.head.entries[each.entry]
        rule = "module_added" if entry.kind == MODULE else "name_added"
        known = pair.base.entries.get(module)
        here = Place(known.path if known else "", module)
        yield Told(
            Difference(rule, here, place_of(name, each), (("kind", entry.kind),)),
            (Label(name, each.stage, True),),
        )


def standing(pair: Pair) -> Iterator[Told]:
    """Names that both have, and that are promised less or more firmly now."""
    for name, each in pair.base.names.items():
        now = pair.head.names.get(name)
        if now is None or each.promise == IMPORTABLE:
            continue
        labels = (pair.label(name, each),)
        here, there = place_of(name, each), place_of(name, now)
        if now.promise == IMPORTABLE and each.promise == EXPORTED:
            kind = pair.base.entries[each.entry].kind
            yield Told(Difference("left_all", here, there, (("kind", kind),)), labels)
        old, new_stage = _own_stage(pair, name, False), _own_stage(pair, name, True)
        if new_stage and not old:
            yield Told(
                Difference("stability_lowered", here, there, (("stage", new_stage),)), labels
            )
        elif old and not new_stage:
            yield Told(Difference("stability_raised", here, there, (("stage", old),)), labels)


def _own_stage(pair: Pair, name: str, head: bool) -> str:
    surface = pair.head if head else pair.base
    each = surface.names[name]
    entry = surface.entries[each.entry]
    return each.stage or (entry.stage if "labelled" in entry.flags else "")


def showing(pair: Pair) -> Iterator[Told]:
    """Stable names that show a preview now, and did not."""
    known = {(each.entry.name, each.place, each.what) for each in exposed(pair.base)}
    for each in exposed(pair.head):
        if (each.entry.name, each.place, each.what) in known:
            continue
        before = pair.base.names.get(each.name)
        label = pair.label(each.name, before) if before else Label(each.name, "", True)
        here = place_of(each.name, before) if before else Place("", each.name)
        name = pair.head.names.get(each.name)
        there = (
            place_of(each.name, name) if each.place == "the name" and name else place(each.entry)
        )
        told = (("place", each.place), ("what", each.what), ("stage", each.stage))
        yield Told(Difference("stable_exposes_preview", here, there, told), (label,))
