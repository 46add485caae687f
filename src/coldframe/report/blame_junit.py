"""Failures as JUnit XML: a suite an owner, a test a signature, with properties.

The properties are ``coldframe.culprit``, ``coldframe.kind``, ``coldframe.signature``,
``coldframe.count``, ``coldframe.because``, ``coldframe.victims``, ``coldframe.bystanders`` and
``coldframe.known``, the known bugs that it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.report.blame_words import bystanders, failure, victims
from coldframe.report.junit import attribute, escaped

if TYPE_CHECKING:
    from coldframe.prove.triage.blame import Blame
    from coldframe.prove.triage.tally import Group


def render(found: Blame, *, top: int = 0) -> str:
    """All signatures, however many there are: ``top`` is for people."""
    suites: dict[str, list[Group]] = {}
    for group in found.groups:
        suites.setdefault(group.culprit.name or "nobody", []).append(group)
    total = len(found.groups)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<testsuites name="coldframe blame" tests="{total}" failures="{total}" errors="0">',
    ]
    for name, groups in suites.items():
        number = len(groups)
        lines.append(
            f'  <testsuite name="{attribute(name)}" tests="{number}" failures="{number}"'
            ' errors="0">'
        )
        for group in groups:
            lines += _case(found, name, group)
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>", ""])


def _case(found: Blame, name: str, group: Group) -> list[str]:
    digest = group.signature.digest
    said = {
        "culprit": name,
        "kind": group.culprit.kind,
        "signature": digest,
        "count": str(group.count),
        "because": group.because,
        "victims": ", ".join(victims(group)),
        "bystanders": ", ".join(bystanders(group)),
        "known": ", ".join(found.bugs_of(group)),
    }
    values = [
        f'        <property name="coldframe.{key}" value="{attribute(value)}"/>'
        for key, value in said.items()
        if value
    ]
    message = attribute(failure(group))
    return [
        f'    <testcase classname="{attribute(name)}" name="{digest} {message}">',
        *("      <properties>", *values, "      </properties>"),
        f'      <failure message="{message}" type="{attribute(group.signature.kind)}">'
        f"{escaped(group.example)}</failure>",
        "    </testcase>",
    ]
