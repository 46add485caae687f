"""Two versions of the configuration options, compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coldframe.compat.declared.aliases import Alias, alias_of
from coldframe.compat.declared.difference import Difference
from coldframe.compat.declared.places import differing, gone, new, stages
from coldframe.compat.options.entry import BOOLEAN, INTEGER, NUMBER, TEXT, Option, Options

# What takes all that these take.
_TAKES = {
    TEXT: frozenset({INTEGER, NUMBER, BOOLEAN, "ip", "hostname", "host", "uri"}),
    NUMBER: frozenset({INTEGER}),
    "host": frozenset({"ip", "hostname"}),
}
_KNOWN = frozenset({*_TAKES, *_TAKES[TEXT], "list", "multi", "dict"})


def option_differences(old: Options, now: Options) -> Iterator[Difference]:
    """Every difference from ``old`` to ``now``."""
    yield from _differences(old.all, now.all, now.aliases)


def _differences(
    base: Sequence[Option], head: Sequence[Option], aliases: tuple[Alias, ...]
) -> Iterator[Difference]:
    there = {each.name: each for each in reversed(head)}
    for option in base:
        now = _now(option, head, there)
        alias = alias_of(option.name, aliases, there)
        if now is None and alias is not None and not any(option.name in e.old for e in head):
            told = {"new": alias.new, "until": alias.until}
            yield differing("option_alias_kept", option, there[alias.new], **told)
        elif now is None:
            yield _gone(option, base, head)
        else:
            yield from _both(option, now)
    yield from _old_names(base, head, {each.old for each in aliases})
    known = {each.name for each in base} | {old for each in base for old in each.old}
    doubtful = {each.bare for each in base if not each.certain}
    for option in head:
        unknown = option.name not in known and option.bare not in doubtful
        if unknown and not any(_meets(old, option, known) for old in (option.name, *option.old)):
            rule = "required_option_added" if option.required else "option_added"
            yield new(rule, option)


def _meets(name: str, option: Option, known: set[str]) -> bool:
    bare = not option.certain and any(each.rpartition(".")[2] == name for each in known)
    return bare or name in known


def _now(option: Option, head: Sequence[Option], there: dict[str, Option]) -> Option | None:
    """The option of the head that reads the same setting by the same name."""
    if option.name in there:
        return there[option.name]
    same = [
        each for each in head if each.bare == option.bare and not (each.certain and option.certain)
    ]
    return same[0] if same else None


def _gone(option: Option, base: Sequence[Option], head: Sequence[Option]) -> Difference:
    heir = next((each for each in head if option.name in each.old), None)
    if heir is not None:
        return differing("option_renamed_kept", option, heir, new=heir.name)
    if option.deprecated:
        return gone("deprecated_option_removed", option)
    if not option.certain:
        return gone("option_perhaps_removed", option)
    before = {each.name for each in base}
    moved = [each for each in head if each.bare == option.bare and each.name not in before]
    if len(moved) == 1:
        return differing("option_group_changed", option, moved[0], new=moved[0].name)
    return gone("option_removed", option)


def _old_names(
    base: Sequence[Option], head: Sequence[Option], kept: set[str]
) -> Iterator[Difference]:
    read = kept | {name for each in head for name in (each.name, *each.old)}
    stand = {each.name: each for each in head}
    for option in base:
        now = stand.get(option.name)
        for old in option.old if now is not None and now.certain else ():
            if old not in read and now is not None:
                yield differing("option_old_name_removed", option, now, old, new=option.name)


def _both(base: Option, head: Option) -> Iterator[Difference]:
    yield from stages("option", base, head)
    yield from _type(base, head)
    yield from _choices(base, head)
    yield from _limits(base, head)
    if base.pattern != head.pattern and head.pattern:
        yield differing(
            "option_pattern_changed", base, head, old=base.pattern or "anything", new=head.pattern
        )
    if base.required != head.required:
        rule = "option_became_required" if head.required else "option_left_required"
        yield differing(rule, base, head)
    elif not _same_value(base.default, head.default):
        old, now = base.default or "not set", head.default or "not set"
        yield differing("option_default_changed", base, head, old=old, new=now)
    if head.deprecated and not base.deprecated:
        yield differing("option_deprecated", base, head)
    if base.reloaded and not head.reloaded:
        yield differing("option_left_reload", base, head)


def _same_value(one: str, other: str) -> bool:
    """Whether two texts are the same value, or the same constant from elsewhere."""
    if one == other:
        return True
    names = [text.split(".") for text in (one, other)]
    dotted = all(part.isidentifier() for name in names for part in name)
    return dotted and len(names[0]) > 1 < len(names[1]) and names[0][-1] == names[1][-1]


def _type(base: Option, head: Option) -> Iterator[Difference]:
    if base.type == head.type or not base.type or not head.type:
        return
    if base.type in _TAKES.get(head.type, ()):
        rule = "option_type_widened"
    elif base.type in _KNOWN and head.type in _KNOWN:
        rule = "option_type_changed"
    else:
        rule = "option_type_perhaps_changed"
    yield differing(rule, base, head, old=base.type, new=head.type)


def _choices(base: Option, head: Option) -> Iterator[Difference]:
    old, now = base.choices, head.choices
    if old and not now:
        yield differing("option_choices_lifted", base, head)
    elif now and not old:
        yield differing("option_choices_limited", base, head, new=", ".join(now))
    else:
        if lost := [each for each in old if each not in now]:
            yield differing("option_choice_removed", base, head, old=", ".join(lost))
        if more := [each for each in now if each not in old]:
            yield differing("option_choice_added", base, head, new=", ".join(more))


def _limits(base: Option, head: Option) -> Iterator[Difference]:
    for what, old, now, sign in (
        ("the least value", base.least, head.least, 1),
        ("the greatest value", base.most, head.most, -1),
        ("the greatest length", base.length, head.length, -1),
    ):
        if old == now:
            continue
        before, after = _number(old), _number(now)
        if (old and before is None) or (now and after is None):
            continue  # a name: what it stands for is not known
        narrower = after is not None and (before is None or sign * after > sign * before)
        rule = "option_limits_narrowed" if narrower else "option_limits_widened"
        if narrower and before is None:
            rule = "option_limited"
        yield differing(rule, base, head, what=what, old=old or "none", new=now or "none")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
