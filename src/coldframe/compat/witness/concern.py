"""Which faults of a value are those of one finding."""

from __future__ import annotations

from typing import NamedTuple

from coldframe.compat.change import Change
from coldframe.compat.rest.differences.difference import SIDES
from coldframe.compat.rest.references import unescaped
from coldframe.compat.witness.contract import Fault

_PARTS = ("allOf", "anyOf", "oneOf")
_MORE = ("additionalProperties", "unevaluatedProperties")
# The keywords by which a value shows a kind of change; of other kinds any will do.
_KEYWORDS: dict[str, tuple[str, ...]] = {
    "type": ("type",), "null": ("null",), "enum": ("enum", "const"),
    "extensible": ("enum", "const"), "minimum": ("minimum", "exclusiveMinimum"),
    "maximum": ("maximum", "exclusiveMaximum"), "multiple": ("multipleOf",),
    "min_length": ("minLength", "pattern"), "max_length": ("maxLength", "pattern"),
    "min_items": ("minItems",), "max_items": ("maxItems",),
    "min_properties": ("minProperties",), "max_properties": ("maxProperties",),
    "pattern": ("pattern", "minLength", "maxLength"), "format": ("format",),
    "items_": ("uniqueItems", "items", "type"), "property_refused": _MORE,
    "property_": ("required",), "required_property": ("required",), "more_properties": _MORE,
}  # fmt: skip


class Concern(NamedTuple):
    """What a finding is about: a place of a document, keywords and a property, if it names any."""

    pointer: str
    keywords: tuple[str, ...] = ()
    name: str = ""

    def holds(self, fault: Fault) -> bool:
        """Whether ``fault`` is one of this finding."""
        if self.keywords and fault.keyword and fault.keyword not in self.keywords:
            return False
        if fault.names and self.name and self.name not in fault.names:
            return False
        return _at(fault.pointer, self.pointer, self.name if fault.names else "")


def concern_of(change: Change, pointer: str) -> Concern:
    """The concern of ``change`` with the document in which it is at ``pointer``."""
    side = next((f"{each.word}_" for each in SIDES if change.rule.startswith(f"{each.word}_")), "")
    kind = change.rule.removeprefix(side)
    keywords: tuple[str, ...] = ()
    if side:
        start = max((word for word in _KEYWORDS if kind.startswith(word)), key=len, default="")
        keywords = _KEYWORDS.get(start, ())
    name = ""
    if kind.startswith(("property_", "required_property")):
        name = named(change.head.pointer) or named(change.base.pointer)
    return Concern(pointer, keywords, name)


def named(pointer: str) -> str:
    """The property that ``pointer`` leads to; empty if it leads to something else."""
    words = pointer.split("/")
    return unescaped(words[-1]) if len(words) > 2 and words[-2] == "properties" else ""


def _at(fault: str, pointer: str, name: str) -> bool:
    if fault == pointer or fault.startswith(f"{pointer}/"):
        return True
    if not pointer.startswith(f"{fault}/"):
        return False
    words = pointer.removeprefix(f"{fault}/").split("/")
    while len(words) > 1 and words[0] in _PARTS:
        words = words[2:]
    return not words or (bool(name) and words[0] == "properties" and len(words) == 2)
