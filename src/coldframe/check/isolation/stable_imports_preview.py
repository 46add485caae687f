"""Stable code imports preview code.

Only plug points (entry points, a class path in the configuration) may reach a feature,
and only when a deployment asks for it.  An import in stable code loads the feature for
everyone, makes its failures everyone's failures, and makes its removal a break.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.isolation.sides import IMPORTING_FORMS, from_stable
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="stable_imports_preview",
    family="isolation",
    why="An import in stable code loads the feature for everyone: its failures become"
    " everyone's, and it can no longer be taken out.",
    hint="Reach the feature through a plug point (an entry point or a configured class path),"
    " or move what stable code needs out of the preview tree.",
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per importing place in stable code."""
    for reference in from_stable(host):
        if reference.form in IMPORTING_FORMS and reference.decided:
            feature = host.feature_named(reference.target)
            yield RULE.at(
                reference.path,
                reference.line,
                f"stable code imports {reference.target}",
                feature=feature.name if feature else "",
                text=reference.text,
                column=reference.column,
            )
