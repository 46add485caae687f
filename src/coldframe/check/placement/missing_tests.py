"""A declared feature has no tests at all.

A test counts as the feature's if it stands in a place for the feature's tests (see
``misplaced_tests``), or if any test, wherever it is, reaches the feature.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.placement.coverage import tested, unpacked_without
from coldframe.check.placement.mirror import mirrored_place
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="missing_tests",
    family="placement",
    why="A feature without tests can be proven neither ready nor broken.",
    hint="Add tests for the feature, or list where they are under `[claims] tests`.",
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per declared feature that no test file belongs to."""
    if not host.declared or unpacked_without(host, "tests"):
        return
    have = tested(host)
    for feature, declaration in host.declared:
        if feature.module not in have:
            place = mirrored_place(host, feature)
            yield RULE.at(
                feature.declaration_path,
                declaration.line("title"),
                f"{feature.name} has no tests",
                hint=f"Add {place}/test_{feature.name}.py, or list where the feature's tests are"
                " under `[claims] tests`.",
                feature=feature.name,
            )
