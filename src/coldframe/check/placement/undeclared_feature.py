"""A feature has no declaration.

Without a declaration nobody has said who owns the feature, which spec allows it, or when it
has to end.  Rules that need to know that are silent for it: this one speaks for all of them,
once per feature.  A module that only hands on to stable code has ended and needs none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.placement.whereabouts import front
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="undeclared_feature",
    family="placement",
    why="Nobody has said who owns the feature, which spec allows it, or when it has to end.",
    hint="Run `coldframe init`: it writes a declaration for every feature that has none.",
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per feature without a declaration."""
    for feature in host.features:
        if feature.declaration is None and not feature.forwards_to:
            yield RULE.at(
                front(host, feature),
                0,
                f"{feature.name} has no declaration",
                feature=feature.name,
            )
