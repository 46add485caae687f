"""What one argument takes, in two versions, compared."""

from __future__ import annotations

from collections.abc import Iterator

from coldframe.compat.commands.entry import ANY, Argument
from coldframe.compat.commands.written import BOOLEAN, INTEGER, NUMBER, TEXT, UNKNOWN
from coldframe.compat.declared.difference import Difference
from coldframe.compat.declared.places import differing

_PLAIN = frozenset({TEXT, INTEGER, NUMBER, BOOLEAN})
_NOTHING = frozenset({"", "False", "''", "[]"})
_TAKES = {TEXT: _PLAIN | {"existing path", "UUID"}, NUMBER: frozenset({INTEGER})}


def value_differences(
    what: str, base: Argument, head: Argument, subject: str, followed: bool
) -> Iterator[Difference]:
    """Differences of number, type, choices and default; ``followed`` if words may come after."""
    switched = (base.most == 0) != (head.most == 0)
    yield from _count(what, base, head, subject, followed)
    if not switched:
        yield from _type(base, head, subject)
        yield from _choices(base, head, subject)
    needed = head.required or base.required or (not head.is_option and head.least > 0)
    if not (switched or needed or same_value(base.default, head.default)):
        told = {"old": base.default or "nothing", "new": head.default or "nothing"}
        yield differing("command_default_changed", base, head, subject, **told)


def _count(
    what: str, base: Argument, head: Argument, subject: str, followed: bool
) -> Iterator[Difference]:
    old, now = (base.least, base.most), (head.least, head.most)
    if old == now:
        return
    told = {"old": _words(*old), "new": _words(*now)}
    if what == "command_option" and base.most == 0 and head.least > 0:
        yield differing("command_option_takes_value", base, head, subject)
    elif what == "command_option" and head.most == 0 and base.most != 0:
        yield differing("command_option_takes_no_value", base, head, subject)
    elif what == "command_argument" and base.least == 0 < head.least and not _less(now, old):
        yield differing("command_argument_became_required", base, head, subject)
    elif head.least > base.least or _less(now, old):
        yield differing(f"{what}_values_narrowed", base, head, subject, **told)
    elif what == "command_argument" and head.least == 0 < base.least and head.most == base.most:
        yield differing("command_argument_left_required", base, head, subject)
    elif followed and _less(old, now):
        yield differing("command_option_swallows", base, head, subject, **told)
    else:
        yield differing(f"{what}_values_widened", base, head, subject, **told)


def _less(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether the one takes fewer at most than the other."""
    return one[1] != ANY and (other[1] == ANY or one[1] < other[1])


def _words(least: int, most: int) -> str:
    if most == ANY:
        return "any number of values" if least == 0 else f"{least} or more values"
    if least == most:
        return "no value" if most == 0 else "one value" if most == 1 else f"{most} values"
    return f"{least} to {most} values"


def _type(base: Argument, head: Argument, subject: str) -> Iterator[Difference]:
    old, now = base.type, head.type
    if old == now or not old or not now:
        return
    if old in _TAKES.get(now, ()):
        rule = "command_type_widened"
    elif old in _PLAIN and now in _PLAIN:
        rule = "command_type_narrowed"
    else:
        rule = "command_type_perhaps_changed"
    yield differing(rule, base, head, subject, old=old, new=now)


def _choices(base: Argument, head: Argument, subject: str) -> Iterator[Difference]:
    old, now = base.choices, head.choices
    if old and not now:
        yield differing("command_choices_lifted", base, head, subject)
    elif now and not old:
        yield differing("command_choices_limited", base, head, subject, new=", ".join(now))
    else:
        if lost := [each for each in old if each not in now]:
            yield differing("command_choice_removed", base, head, subject, old=", ".join(lost))
        if more := [each for each in now if each not in old]:
            yield differing("command_choice_added", base, head, subject, new=", ".join(more))


def same_value(one: str, other: str) -> bool:
    """Whether two texts may be the same value, or the same constant from elsewhere."""
    if one == other or {one, other} <= _NOTHING or UNKNOWN in (one, other):
        return True
    if all(text.endswith(")") for text in (one, other)):
        return True  # both are computed: that it is otherwise does not show that it is another
    names = [text.split(".") for text in (one, other)]
    last = {name[-1].strip("'").lower() for name in names}
    dotted = all(part.isidentifier() for name in names for part in name[:-1])
    return dotted and len(last) == 1 and any(len(name) > 1 for name in names)
