"""A declared feature has no owner.

Owners are the declaration's ``owners`` or, if it names none, those whom CODEOWNERS makes
responsible for the feature's code.
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
    name="missing_owner",
    family="approval",
    why="A feature that belongs to nobody is neither finished nor taken out.",
    hint='Name who answers for it in the declaration (owners = ["…"]), or in CODEOWNERS.',
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per declared feature that neither file gives an owner."""
    for feature, declaration in host.declared:
        if any(owner.strip() for owner in declaration.owners):
            continue
        from coldframe.source.codeowners import owners

        if not owners(host.tree, front(host, feature)):
            yield RULE.at(
                feature.declaration_path,
                declaration.line("owners"),
                f"{feature.name} has no owner",
                feature=feature.name,
            )
