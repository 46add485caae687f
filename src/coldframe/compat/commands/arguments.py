"""The arguments of one command in two versions, compared."""

from __future__ import annotations

from collections.abc import Iterator

from coldframe.compat.commands.entry import ANY, Argument, Command
from coldframe.compat.commands.values import value_differences
from coldframe.compat.declared.difference import Difference
from coldframe.compat.declared.places import differing, gone, new, stages

_PERHAPS = ("command_option_perhaps_removed", "command_argument_perhaps_removed")
_SINGLY = 3  # so few are named, each by itself


def argument_differences(base: Command, head: Command) -> Iterator[Difference]:
    """Every difference of what may follow the command.

    Where most of it can no longer be read, that is said once instead of for each.
    """
    found = [*_options(base, head), *_exclusive(base, head), *_places(base, head)]
    lost = [each for each in found if each.rule in _PERHAPS]
    if not head.whole and len(lost) > _SINGLY and 2 * len(lost) > len(base.arguments):
        told = f"{len(lost)} of its {len(base.arguments)} options and arguments"
        unread = differing("command_arguments_unread", base, head, old=told)
        yield unread._replace(stage=base.stage)
        found = [each for each in found if each.rule not in _PERHAPS]
    yield from found


def _options(base: Command, head: Command) -> Iterator[Difference]:
    there = {name: each for each in head.arguments for name in each.names}
    before = {name for each in base.arguments for name in each.names}
    for option in (each for each in base.arguments if each.is_option):
        same = [there[name] for name in (option.name, *option.names) if name in there]
        if not same:
            yield _option_gone(option, base, head)
            continue
        yield from _option(option, same[0], base, head, there)
    for option in (each for each in head.arguments if each.is_option):
        if before & {*option.names} or not base.whole:
            continue
        needed = option.required and option.certain
        rule = "required_command_option_added" if needed else "command_option_added"
        yield _told(new(rule, option, _subject(head, option)), base, option)


def _subject(command: Command, argument: Argument) -> str:
    return f"{command.name} {argument.name}"


def _told(found: Difference, command: Command, argument: Argument) -> Difference:
    """The difference, with the stage that its argument has for its command."""
    return found._replace(stage=command.stage or argument.stage)


def _option_gone(option: Argument, base: Command, head: Command) -> Difference:
    if option.old:
        rule = "deprecated_command_option_removed"
    elif head.whole and option.certain and head.tool:
        rule = "command_option_removed"
    else:
        rule = "command_option_perhaps_removed"
    return _told(gone(rule, option, _subject(base, option)), base, option)


def _option(
    option: Argument, now: Argument, base: Command, head: Command, there: dict[str, Argument]
) -> Iterator[Difference]:
    subject = _subject(base, option)
    found = [
        *(() if base.stage else stages("command_option", option, now, subject)),
        *value_differences("command_option", option, now, subject, _many(base, option)),
    ]
    if lost := [name for name in option.names if name not in there]:
        certain = head.whole and option.certain
        rule = "command_option_name_removed" if certain else "command_option_perhaps_removed"
        found.append(differing(rule, option, now, subject, old=", ".join(lost)))
    if more := [name for name in now.names if name not in option.names and name not in _all(base)]:
        text = ", ".join(more)
        found.append(differing("command_option_name_added", option, now, subject, new=text))
    if now.required != option.required:
        rule = "became" if now.required and now.certain else "left"
        if not now.required or now.certain:
            found.append(differing(f"command_option_{rule}_required", option, now, subject))
    if now.old and not option.old:
        found.append(differing("command_option_deprecated", option, now, subject))
    for each in found:
        yield each._replace(stage=each.stage or base.stage)


def _all(command: Command) -> set[str]:
    return {name for each in command.arguments for name in each.names}


def _many(command: Command, option: Argument) -> bool:
    """Whether words by position may follow an option."""
    return any(not each.is_option for each in command.arguments)


def _exclusive(base: Command, head: Command) -> Iterator[Difference]:
    names = {name: each for each in base.arguments for name in each.names}
    before = [{*group} for group in base.exclusive]
    after = {name: each for each in head.arguments for name in each.names}
    for group in head.exclusive:
        known = [name for name in group if name in names]
        for at, one in enumerate(known):
            now = after.get(one)
            others = [o for o in known[at + 1 :] if not any({one, o} <= old for old in before)]
            if others and now is not None:
                found = differing(
                    "command_options_exclusive", names[one], now, _subject(base, names[one]),
                    new=", ".join(others),
                )  # fmt: skip
                yield found._replace(stage=found.stage or base.stage)


def _places(base: Command, head: Command) -> Iterator[Difference]:
    old = [each for each in base.arguments if not each.is_option]
    now = [each for each in head.arguments if not each.is_option]
    for found in _by_place(base, head, old, now):
        yield found._replace(stage=found.stage or base.stage)


def _by_place(
    base: Command, head: Command, old: list[Argument], now: list[Argument]
) -> Iterator[Difference]:
    before, after = [each.name for each in old], [each.name for each in now]
    lost = [each for each in old if each.name not in after]
    more = [each for each in now if each.name not in before]
    if len(lost) == len(more) == sum(b != a for b, a in zip(before, after, strict=False)):
        pairs = list(zip(old, now, strict=False))
        lost, more = [], []
    else:
        pairs = [(each, now[after.index(each.name)]) for each in old if each.name in after]
    for argument in lost:
        certain = head.whole and argument.certain and head.tool
        rule = "command_argument_removed" if certain else "command_argument_perhaps_removed"
        yield gone(rule, argument, _subject(base, argument))
    for argument in more if base.whole else ():
        needed = argument.least > 0 and argument.certain
        rule = "required_command_argument_added" if needed else "command_argument_added"
        yield new(rule, argument, _subject(head, argument))
    order = [after.index(each.name) for _, each in pairs]
    if (order != sorted(order) or _pushed(pairs, more, now)) and base.whole and head.whole:
        first = pairs[0]
        told = {"old": _row(old), "new": _row(now)}
        yield differing("command_argument_moved", first[0], first[1], base.name, **told)
    for one, other in pairs:
        subject = _subject(base, one)
        if one.name.lower().replace("-", "_") != other.name.lower().replace("-", "_"):
            yield differing("command_argument_renamed", one, other, subject, new=other.name)
        yield from value_differences("command_argument", one, other, subject, False)


def _pushed(
    pairs: list[tuple[Argument, Argument]], more: list[Argument], now: list[Argument]
) -> bool:
    """Whether a new argument takes words that an old one took, which need not be given."""
    loose = [now.index(kept) for _, kept in pairs if kept.least == 0 or kept.most == ANY]
    return any(new.certain and now.index(new) < at for new in more if not new.least for at in loose)


def _row(arguments: list[Argument]) -> str:
    return " ".join(each.name for each in arguments)
