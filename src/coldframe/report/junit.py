"""Findings as JUnit XML, which every CI server reads as test results.

A rule is a suite.  Every finding is a failed test in it, named after its place; a warning
is a skipped one (a failed one with ``strict``); a rule without findings is one test that
passes.  There is no binding schema; this is what Jenkins, GitLab and GitHub actions agree on.
"""

from __future__ import annotations

import re

from coldframe.check.finding import ERROR, Finding
from coldframe.check.outcome import Outcome
from coldframe.report.terminal import readable

# XML 1.0 has no way to write these, not even as character references.
_IMPOSSIBLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(outcome: Outcome, *, strict: bool = False) -> str:
    """One suite per rule that ran."""
    suites: list[str] = []
    tests = failures = skipped = 0
    for rule in outcome.rules:
        findings = [finding for finding in outcome.findings if finding.rule == rule.name]
        failed = sum(strict or finding.severity == ERROR for finding in findings)
        size = len(findings) or 1
        name = f"coldframe.{rule.family}.{rule.name}"
        suites.append(
            f'  <testsuite name="{attribute(name)}" tests="{size}" failures="{failed}"'
            f' errors="0" skipped="{len(findings) - failed}" time="0">'
        )
        suites += [_case(finding, name, strict) for finding in findings]
        if not findings:
            suites.append(
                f'    <testcase classname="{attribute(name)}" name="{rule.name}" time="0"/>'
            )
        suites.append("  </testsuite>")
        tests, failures, skipped = (
            tests + size,
            failures + failed,
            skipped + len(findings) - failed,
        )
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<testsuites name="coldframe" tests="{tests}" failures="{failures}" errors="0"'
        f' skipped="{skipped}" time="0">'
    )
    return "\n".join([head, *suites, "</testsuites>", ""])


def _case(finding: Finding, suite: str, strict: bool) -> str:
    place = f"{finding.path}:{finding.line}" if finding.line else finding.path
    opening = (
        f'    <testcase classname="{attribute(suite)}"'
        f' name="{attribute(f"{place} {finding.message}")}"'
        f' file="{attribute(finding.path)}" line="{max(1, finding.line)}" time="0">'
    )
    message = attribute(finding.message)
    if strict or finding.severity == ERROR:
        body = "\n".join(filter(None, (place, finding.text, finding.message, "", finding.hint)))
        inner = f'<failure message="{message}" type="{finding.severity}">{escaped(body)}</failure>'
    else:
        inner = f'<skipped message="{message}"/>'
    return f"{opening}\n      {inner}\n    </testcase>"


def escaped(text: str) -> str:
    """``text`` as it may stand between tags; what XML cannot hold is shown as ``\\x00``."""
    text = _IMPOSSIBLE.sub(lambda found: f"\\x{ord(found[0]):02x}", readable(text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """``text`` as it may stand in a value in double quotes."""
    text = escaped(text).replace('"', "&quot;")
    return text.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")
