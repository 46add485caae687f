"""A command of a feature does not say that it is a preview.

The help of a command is what its users see of the feature.  Known are the commands of
argparse (its parsers and subparsers), click, typer and cliff that the feature's own code
defines; their help, description and docstring are read.  Hidden commands need no label.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="unlabelled_command",
    family="labels",
    why="A command is what its users see of the feature: without the label they put it into"
    " scripts that break when it changes.",
    hint='Begin the help or docstring of the command with the label, for example "[preview] ...".',
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per command."""
    if not host.declared:
        return
    from coldframe.check.labels.told import quoted, untold
    from coldframe.check.surface.definition import COMMAND

    for feature, path, command in untold(host, COMMAND):
        named = f"command {command.names[0]}" if command.names[0] != "?" else "a command"
        yield RULE.at(
            path,
            command.line,
            f"{named} of {feature.name} {quoted(host, command)}",
            hint="Begin the help or docstring of the command with the label, for example"
            f' "[{host.settings.label}] ...".',
            feature=feature.name,
        )
