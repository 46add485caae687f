"""Stable code, configuration or docs name preview code.

A name in a string loads the feature as surely as an import, once somebody uses the string:
class paths, entry points, mock targets, autodoc directives.  Names that a feature claims
(its entry points, its docs) are its own and are not reported.
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
    name="stable_names_preview",
    family="isolation",
    why="A name in a string, an entry point or a configuration file loads the feature as"
    " surely as an import, and nothing finds it when the feature moves.",
    hint="Take the name out, or claim it in the feature's declaration if it is the feature's"
    " own plug point or page.",
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per naming place outside the preview trees."""
    for reference in from_stable(host):
        if reference.form not in IMPORTING_FORMS and reference.decided:
            feature = host.feature_named(reference.target)
            yield RULE.at(
                reference.path,
                reference.line,
                f"stable {reference.form.replace('_', ' ')} names {reference.target}",
                feature=feature.name if feature else "",
                text=reference.text,
                column=reference.column,
            )
