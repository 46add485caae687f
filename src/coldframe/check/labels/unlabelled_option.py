"""An option of a feature does not say that it is a preview.

Operators read the help of an option, in ``--help``, in the sample configuration, in the
reference, and nothing else.  Known are the options of oslo.config, argparse, click, typer
and pydantic-settings that the feature's own code defines.  A label on what an option is
shown below (its command, its argument group, its settings class) counts for it; hidden
options need none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="unlabelled_option",
    family="labels",
    why="Who sets an option reads its help and nothing else: without the label people build on"
    " something that may change or go.",
    hint='Begin the help with the label, for example help="[preview] ...".',
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per option."""
    if not host.declared:
        return
    from coldframe.check.labels.told import quoted, untold
    from coldframe.check.surface.definition import OPTION

    for feature, path, option in untold(host, OPTION):
        named = f"option {option.names[0]}" if option.names[0] != "?" else "an option"
        yield RULE.at(
            path,
            option.line,
            f"{named} of {feature.name} {quoted(host, option)}",
            hint=f'Begin the help with the label, for example help="[{host.settings.label}] ...".',
            feature=feature.name,
        )
