"""Constructors that nobody wrote: those that fields of a class make."""

from __future__ import annotations

from typing import Any

import griffe

from coldframe.compat.python.annotation import default_text, type_text
from coldframe.compat.python.entries import raised
from coldframe.compat.python.entry import EITHER, KEYWORD, METHOD, Entry, Parameter, Signature

_MODELS = ("pydantic.BaseModel", "pydantic.main.BaseModel", "pydantic_settings.BaseSettings")


def with_fields(entry: Entry, one: griffe.Class, entries: dict[str, Entry]) -> Entry:
    """``entry``, a class, with the constructor that its fields make, if they make one.

    Named tuples take their fields in order, models of pydantic by keyword.  What a dataclass
    checks in ``__post_init__`` belongs to the constructor that griffe has made for it.
    """
    made = entry.member("__init__")
    if made and "made" in entries[made].flags:
        if entry.open and "unplaced" not in entries[made].flags:
            # Fields of ancestors elsewhere come first, nobody knows how many.
            flags = (*entries[made].flags, "unplaced")
            entries[made] = entries[made]._replace(flags=flags)
        after = one.members.get("__post_init__")
        if after is not None and not after.is_alias:
            raises = {*entries[made].raises, *raised(after)}
            entries[made] = entries[made]._replace(raises=tuple(sorted(raises)))
        return entry
    by_keyword = bool(set(entry.bases) & set(_MODELS))
    if made or not (by_keyword or "named tuple" in entry.flags):
        return entry
    name = f"{entry.name}.__init__"
    entries[name] = Entry(
        name,
        METHOD,
        entry.path,
        entry.line,
        Signature(tuple(_fields(entry, entries, one, KEYWORD if by_keyword else EITHER))),
        flags=("made",),
    )
    return entry._replace(members=tuple(sorted((*entry.members, ("__init__", name)))))


def _fields(
    entry: Entry, entries: dict[str, Entry], one: griffe.Class, kind: str
) -> list[Parameter]:
    """Inherited fields first, each as the last class in line writes it."""
    found: dict[str, Parameter] = {}
    for owner in reversed([one, *one.mro()]):
        each: Any
        for word, each in owner.members.items():
            if each.is_alias or not each.is_attribute or word.startswith("_"):
                continue
            if each.annotation is None or "instance-attribute" not in each.labels:
                continue
            default = _default(each.value)
            found[word] = Parameter(word, kind, type_text(each.annotation), default)
    return list(found.values())


def _default(value: Any) -> str:
    """The default of a field, also where ``Field(...)`` says it."""
    if isinstance(value, griffe.ExprCall) and str(value.function).rpartition(".")[2] == "Field":
        for at, argument in enumerate(value.arguments):
            if isinstance(argument, griffe.ExprKeyword):
                if argument.name in ("default", "default_factory"):
                    return default_text(argument.value)
            elif not at:
                return "" if str(argument) == "..." else default_text(argument)
        return ""
    return default_text(value)
