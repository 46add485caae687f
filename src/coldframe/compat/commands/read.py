"""The commands of a project: its programs, and everything that may be typed after their names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from coldframe.compat.commands.entry import Argument, Command, Commands
from coldframe.compat.commands.program import Program
from coldframe.compat.commands.scripts import Root, cliff, roots
from coldframe.compat.declared.modules import paths_with
from coldframe.compat.declared.stages import Claimed
from coldframe.compat.python.packages import module_files

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.compat.commands.things import Draft

# What a module has in its text if it matters for commands.
WORDS = (
    "ArgumentParser", "add_argument", "add_parser(", "add_subparsers(", "SubCommandOpt", "click",
    "typer", "flask.cli", ".command(", ".group(", "cliff", "osc_lib", "get_parser(",
)  # fmt: skip
_DEEPEST, _MOST = 10, 5_000  # commands below commands, and of one program


def read_commands(host: Host) -> Commands:
    """Every command of ``host``, by name.

    Nothing of the host is executed.  Raises Mistake for declarations that cannot be read.
    """
    files = [each for each in module_files(host) if each.path.endswith(".py")]
    mattering = paths_with(host, WORDS)
    program = Program(files, mattering, host.surface.module)
    claimed, options = Claimed(host, "commands"), Claimed(host, "options")
    found: dict[str, Command] = {}
    for root in (*roots(host, program, files), *cliff(host, program)):
        for command in islice(_flat(root), _MOST):
            if command.name not in found:
                bare = command.name.partition(" (")[0]
                names = (command.name, bare, bare.partition(" ")[2], *command.aliases)
                stage = claimed.stage((n for n in names if n), command.path)
                arguments = tuple(
                    each._replace(
                        stage=options.stage((*each.names, f"{bare} {each.name}"), each.path)
                    )
                    for each in command.arguments
                )
                found[command.name] = command._replace(stage=stage, arguments=arguments)
    return Commands(tuple(found[name] for name in sorted(found)))


def _flat(root: Root) -> Iterator[Command]:
    draft = root.draft
    if draft is None:
        yield Command(root.name, "", root.path, root.line, whole=False, closed=False)
        return
    name, bare = root.name, draft
    if draft.alone and len(draft.below) == 1 and draft.closed:
        (bare,) = draft.below.values()  # typer: the only command is the program
    yield from _command(name, bare, root, ())


def _command(name: str, draft: Draft, root: Root, above: tuple[Draft, ...]) -> Iterator[Command]:
    sure = draft.certain and (root.sure or bool(above))
    yield Command(
        name,
        draft.tool,
        draft.path or root.path,
        draft.line,
        tuple(_argument(draft, each) for each in draft.arguments),
        draft.aliases,
        tuple(tuple(dict.fromkeys(each)) for each in draft.exclusive if len(set(each)) > 1),
        draft.old,
        draft.whole,
        draft.closed,
        sure,
    )
    for word, below in draft.below.items():
        if below is not draft and below not in above and len(above) < _DEEPEST:
            yield from _command(f"{name} {word}", below, root, (*above, draft))


def _argument(draft: Draft, argument: Argument) -> Argument:
    dest = argument.name.lstrip("-").replace("-", "_")
    usual = draft.defaults.get(dest)
    return argument if usual is None or not argument.most else argument._replace(default=usual)
