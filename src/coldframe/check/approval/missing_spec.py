"""A declared feature names no spec.

The spec is where somebody argued for the feature and somebody else agreed: what it is for,
when it is ready, and what happens to it if it never is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="missing_spec",
    family="approval",
    why="Without a spec nobody has agreed what the feature is for, or when it is ready.",
    hint='Write a spec, have it approved, and name it in the declaration: spec = "docs/specs/…".',
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per declared feature without a spec."""
    for feature, declaration in host.declared:
        if not declaration.spec.strip():
            yield RULE.at(
                feature.declaration_path,
                declaration.line("spec"),
                f"{feature.name} names no spec",
                feature=feature.name,
            )
