"""A test module of a feature cannot be imported on a bare machine.

Test runners import every test module before they run the first test: one that fails stops
the run for everybody.  Each is imported in a child interpreter that does not see the
distributions of the extras that the feature claims.  ``pytest.importorskip`` and
``unittest.SkipTest`` are fine.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="breaks_discovery",
    family="probe",
    why="Test runners import every test module before they run the first test: one that fails"
    " stops the run for those who do not even use the feature.",
    hint="Skip the module when what it needs is missing, for example with"
    ' pytest.importorskip("name") as its first statement.',
    probe=True,
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per test module."""
    if host.probe is None:
        return
    for feature in host.features:
        for failure in host.probe.features[feature.module].broken_tests:
            if failure.ended:
                message = f"importing this test module of {feature.name} {failure.why}"
            else:
                message = f"this test module of {feature.name} cannot be imported: {failure.why}"
            yield RULE.at(failure.path, failure.line or 1, message, feature=feature.name)
