"""Stable names that take, give, or lead to what is a preview."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from coldframe.compat.python.entry import CLASS, Entry, Signature, Surface
from coldframe.regex import regex

_NAME = regex(r"[A-Za-z_][\w.]*")


class Exposure(NamedTuple):
    """``name`` is stable, and ``place`` (its return type) is ``what``, which is ``stage``."""

    name: str
    entry: Entry
    place: str
    what: str
    stage: str


def exposed(surface: Surface) -> Iterator[Exposure]:
    """Each place where a stable public name shows a preview."""
    if not surface.trees and not any(each.stage for each in surface.entries.values()):
        return
    seen: set[tuple[str, str]] = set()
    for name in sorted(surface.names, key=lambda each: (len(each), each)):
        each = surface.names[name]
        entry = surface.entries[each.entry]
        if each.stage or "labelled" in entry.flags:
            continue
        stage = surface.stage(entry.name)
        if stage:
            yield Exposure(name, entry, "the name", entry.name, stage)
            continue
        shown = [(name, entry)]
        if entry.kind == CLASS:
            shown += [
                (f"{name}.{word}", surface.entries[member])
                for word, member in entry.members
                if not surface.entries[member].stage
            ]
        for label, one in shown:
            for found in _shown(surface, label, one):
                if (one.name, found.place + found.what) not in seen:
                    seen.add((one.name, found.place + found.what))
                    yield found


def named_previews(surface: Surface, text: str) -> list[str]:
    """The previews that a type names."""
    if not text or "." not in text:
        return []
    found = dict.fromkeys(_NAME.findall(text))
    return [name for name in found if "." in name and surface.stage(name)]


def _shown(surface: Surface, label: str, entry: Entry) -> Iterator[Exposure]:
    signature = entry.signature or Signature()
    places = [(f"the parameter {each.name}", each.type) for each in signature.parameters
              if not each.stage]  # fmt: skip
    places += [("what it returns", signature.returns), ("its type", entry.type)]
    places += [("an ancestor", base) for base in entry.bases]
    for place, text in places:
        for name in named_previews(surface, text):
            yield Exposure(label, entry, place, name, surface.stage(name))
