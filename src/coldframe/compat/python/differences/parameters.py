"""What callers may and must give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coldframe.compat.python.differences.difference import Difference
from coldframe.compat.python.entry import (
    EITHER,
    KEYWORD,
    MORE,
    MORE_KEYWORDS,
    POSITIONAL,
    Entry,
    Parameter,
    Signature,
)
from coldframe.compat.python.exposure import named_previews
from coldframe.compat.python.pair import Pair, place
from coldframe.compat.python.types import (
    NARROWER,
    REPLACED,
    SAME,
    WIDER,
    Derived,
    relation,
    says_any,
)

_BY_POSITION = (POSITIONAL, EITHER)
_TYPES = {NARROWER: "parameter_type_narrowed", WIDER: "parameter_type_widened",
          REPLACED: "parameter_type_replaced"}  # fmt: skip


def parameter_differences(
    pair: Pair, base: Entry, head: Entry, old: Signature, new: Signature, *, typed: bool
) -> Iterator[Difference]:
    """Every difference of the parameters; ``typed`` says whether their types matter."""
    here, there = place(base), place(head)
    matched = _matched(old.parameters, new.parameters)
    owner = base.name.rpartition(".")[0]
    for rule, told, stage in (
        *_gone_and_new(pair, old.parameters, new.parameters, matched),
        *_more(old.parameters, new.parameters),
        *(each for one, other in matched for each in _changed(pair, one, other, typed, owner)),
        *_moved(base, head, old.parameters, new.parameters, matched),
    ):
        yield Difference(rule, here, there, told, stage)


_Told = tuple[str, tuple[tuple[str, str], ...], str]
_Matched = list[tuple[Parameter, Parameter]]


def _plain(parameters: Sequence[Parameter]) -> list[Parameter]:
    return [each for each in parameters if each.kind not in (MORE, MORE_KEYWORDS)]


def _by_position(parameters: Sequence[Parameter]) -> list[Parameter]:
    return [each for each in parameters if each.kind in _BY_POSITION]


def _matched(old: Sequence[Parameter], new: Sequence[Parameter]) -> _Matched:
    """By name; those by position only by their place; and renamed ones by their place."""
    found: _Matched = []
    waiting = {each.name: each for each in _plain(new)}
    places = _by_position(new)
    names = {each.name for each in _plain(old)}
    for at, one in enumerate(_by_position(old)):
        other = places[at] if at < len(places) else None
        if one.kind != POSITIONAL or other is None or other.name not in waiting:
            continue
        if other.name == one.name or other.name not in names:
            found.append((one, waiting.pop(other.name)))
    done = {one.name for one, _ in found}
    for one in _plain(old):
        if one.name not in done and one.name in waiting:
            found.append((one, waiting.pop(one.name)))
            done.add(one.name)
    for at, one in enumerate(_by_position(old)):
        other = places[at] if at < len(places) else None
        if one.name in done or other is None or other.name not in waiting:
            continue
        if bool(one.default) == bool(other.default) and other.name not in names:
            found.append((one, waiting.pop(other.name)))
    return found


def _gone_and_new(
    pair: Pair, old: Sequence[Parameter], new: Sequence[Parameter], matched: _Matched
) -> Iterator[_Told]:
    kept, known = {one.name for one, _ in matched}, {other.name for _, other in matched}
    more = next((each.name for each in new if each.kind == MORE_KEYWORDS), "")
    for one in _plain(old):
        if one.name in kept:
            continue
        told = (("name", one.name), ("more", f"**{more}"))
        if one.stage == "deprecated":
            yield "deprecated_parameter_removed", told, ""
        elif more and one.kind != POSITIONAL:
            yield "parameter_swallowed", told, _stage(pair, one)
        else:
            yield "parameter_removed", told, _stage(pair, one)
    for other in _plain(new):
        if other.name not in known:
            needed = not other.default
            rule = "required_parameter_added" if needed else "parameter_added"
            yield rule, (("name", other.name),), other.stage if needed else ""


def _more(old: Sequence[Parameter], new: Sequence[Parameter]) -> Iterator[_Told]:
    """``*args`` and ``**kwargs``."""
    for kind, word in ((MORE, "positions"), (MORE_KEYWORDS, "keywords")):
        one = next((each for each in old if each.kind == kind), None)
        other = next((each for each in new if each.kind == kind), None)
        if one is not None and other is None:
            yield f"more_{word}_refused", (("name", one.name),), one.stage
        elif one is None and other is not None:
            yield f"more_{word}_taken", (("name", other.name),), ""


def _changed(
    pair: Pair, one: Parameter, other: Parameter, typed: bool, owner: str
) -> Iterator[_Told]:
    stage = _stage(pair, one)
    name = ("name", other.name)
    if one.name != other.name and one.kind != POSITIONAL:
        yield "parameter_renamed", (("old", one.name), ("new", other.name)), stage
    if one.kind != other.kind:
        if other.kind == EITHER:
            yield "parameter_by_either", (name,), stage
        elif other.kind == KEYWORD:
            yield "parameter_by_keyword_only", (name,), stage
        else:
            yield "parameter_by_position_only", (name,), stage
    told = (name, ("old", one.default), ("new", other.default))
    if one.default and not other.default:
        yield "parameter_required", told, stage
    elif other.default and not one.default:
        yield "parameter_optional", told, stage
    elif one.default != other.default and _differ(
        pair.base.value(one.default), pair.head.value(other.default)
    ):
        yield "parameter_default_changed", told, stage
    if typed:
        yield from _type(one, other, stage, pair.derived_in(owner))


def _differ(old: str, new: str) -> bool:
    """Whether two defaults differ; a name that is imported from elsewhere is the same."""
    return old != new and (
        "." not in old or "." not in new or old.rpartition(".")[2] != new.rpartition(".")[2]
    )


def _type(one: Parameter, other: Parameter, stage: str, derived: Derived) -> Iterator[_Told]:
    told = (("name", other.name), ("old", one.type), ("new", other.type))
    if one.type == other.type:
        return
    if not one.type:
        yield "parameter_type_said", told, stage
    elif not other.type:
        yield "parameter_type_left", told, stage
    else:
        found = relation(one.type, other.type, derived)
        if found == NARROWER and says_any(one.type):
            yield "parameter_type_changed", told, stage
        elif found != SAME:
            yield _TYPES.get(found, "parameter_type_changed"), told, stage


def _moved(
    base: Entry,
    head: Entry,
    old: Sequence[Parameter],
    new: Sequence[Parameter],
    matched: _Matched,
) -> Iterator[_Told]:
    """The first parameter that is at another place; removed and required ones shift no others."""
    if "made" in head.flags and "unplaced" in (*base.flags, *head.flags):
        return
    partner = {one.name: other.name for one, other in matched}
    places = [each.name for each in _by_position(new)]
    before = [one.name for one in _by_position(old) if partner.get(one.name) in places]
    known = set(partner.values())
    after = [each.name for each in _by_position(new) if each.name in known or each.default]
    for at, name in enumerate(before):
        if after.index(partner[name]) != at:
            rule = "field_moved" if "made" in base.flags and "made" in head.flags else ""
            yield (
                rule or "parameter_moved",
                (
                    ("name", partner[name]),
                    ("old", _ordinal(at + 1)),
                    ("new", _ordinal(after.index(partner[name]) + 1)),
                ),
                "",
            )
            return


def _ordinal(number: int) -> str:
    last = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number}{last or 'th'}"


def _stage(pair: Pair, parameter: Parameter) -> str:
    """The stage of a parameter: what its documentation says, or that of a type that it names."""
    if parameter.stage and parameter.stage != "deprecated":
        return parameter.stage
    return pair.base.word if named_previews(pair.base, parameter.type) else ""
