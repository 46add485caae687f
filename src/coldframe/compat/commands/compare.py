"""Two versions of the command line, compared."""

from __future__ import annotations

from collections.abc import Iterator

from coldframe.compat.commands.arguments import argument_differences
from coldframe.compat.commands.entry import Command, Commands
from coldframe.compat.declared.difference import Difference
from coldframe.compat.declared.places import differing, gone, new, stages


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
            above = _above(name)
            known = above in head and above in base
            if known and not base[above].closed:
                continue  # it may have been there
            if known or (above not in head and _is_own(name)):
                yield new("command_added", command)


def _above(name: str) -> str:
    """The command that a command stands below."""
    return name.rpartition(" ")[0]


def _is_own(name: str) -> bool:
    """Whether a command is neither an installed script nor below one that is new, too."""
    return " " in name


def _also(command: Command) -> set[str]:
    above = _above(command.name)
    return {f"{above} {alias}".strip() for alias in command.aliases}


def _gone(
    command: Command, base: dict[str, Command], head: dict[str, Command]
) -> Iterator[Difference]:
    above = _above(command.name)
    if not above or (above in base and above not in head):
        return  # told of the program, or of what is above
    if not command.certain and any(each.path == command.path for each in head.values()):
        return  # what began as a module is a program by another name
    if command.old:
        yield gone("deprecated_command_removed", command)
    elif not command.certain or (above in head and not head[above].closed):
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
