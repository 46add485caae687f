"""Two versions of the command line, compared."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from coldframe.compat.commands.arguments import argument_differences
from coldframe.compat.commands.entry import Command, Commands
from coldframe.compat.declared.difference import Difference
from coldframe.compat.declared.places import differing, gone, new, stages

_CLIFF = "cliff"  # each of its commands is an entry point: none is added by the way


def command_differences(old: Commands, now: Commands) -> Iterator[Difference]:
    """Every difference from ``old`` to ``now``.

    A program that is gone is told as an entry point; what stood below it is not told at all.
    """
    base = {each.name: each for each in old.all}
    head = {each.name: each for each in now.all}
    aliases = {name: each for each in now.all for name in _also(each)}
    before = {name: each for each in old.all for name in _also(each)}
    for name, command in base.items():
        after = head.get(name) or aliases.get(name)
        if after is not None:
            if after.name != name:
                yield differing("command_renamed_kept", command, after, new=after.name)
            yield from _both(command, after, head, aliases)
        else:
            yield from _gone(command, base, head)
    for name, command in head.items():
        if name not in base and name not in before and not _also(command) & base.keys():
            above = _above(name, head)
            if above and above not in base:
                continue  # told of what is above
            closed = not above or base[above].closed or command.tool == _CLIFF
            if closed and " " in name:
                yield new("command_added", command)


def _above(name: str, known: Collection[str]) -> str:
    """The nearest command of ``known`` that a command stands below; empty if there is none."""
    words = name.partition(" (")[0]
    while words:
        words = words.rpartition(" ")[0]
        if words in known:
            return words
    return ""


def _also(command: Command) -> set[str]:
    above = command.name.rpartition(" ")[0]
    return {f"{above} {alias}".strip() for alias in command.aliases}


def _gone(
    command: Command, base: dict[str, Command], head: dict[str, Command]
) -> Iterator[Difference]:
    above = _above(command.name, base)
    if " " not in command.name or (above and above not in head):
        return  # told as an entry point, or of what is above
    if not command.certain and any(each.path == command.path for each in head.values()):
        return  # what began as a module is a program by another name
    if command.old:
        yield gone("deprecated_command_removed", command)
    elif not command.certain or not (not above or head[above].closed or command.tool == _CLIFF):
        yield gone("command_perhaps_removed", command)
    else:
        yield gone("command_removed", command)


def _both(
    base: Command, head: Command, now: dict[str, Command], aliases: dict[str, Command]
) -> Iterator[Difference]:
    yield from stages("command", base, head)
    if head.old and not base.old:
        yield differing("command_deprecated", base, head)
    for name in sorted(_also(base)):
        if name not in now and name not in aliases:
            word = name.rpartition(" ")[2]
            yield differing("command_alias_removed", base, head, old=word)
    yield from argument_differences(base, head)
