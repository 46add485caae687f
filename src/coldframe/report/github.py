"""Findings as GitHub workflow commands, shown beside the lines of a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
GitHub shows ten errors and ten warnings per step; the log has them all.
"""

from __future__ import annotations

from coldframe.check.finding import ERROR, Finding
from coldframe.check.outcome import Outcome
from coldframe.report.repository import prefix
from coldframe.report.terminal import readable


def render(outcome: Outcome, *, strict: bool = False) -> str:
    """A command per finding, errors first, then one per note and unread file."""
    del strict  # an annotation's colour says how grave it is, not whether the job fails
    where = prefix(outcome.root)
    ordered = sorted(outcome.findings, key=lambda finding: finding.severity != ERROR)
    lines = [_command(finding, where) for finding in ordered]
    lines += [f"::notice title=Coldframe::{_data(note)}" for note in outcome.notes]
    lines += [
        f"::notice file={_property(where + unread.path)},title=Coldframe::"
        + _data(f"Not read exactly: {unread.why}")
        for unread in outcome.unread
    ]
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding, where: str) -> str:
    properties = []
    if finding.path:
        properties.append(f"file={_property(where + finding.path)}")
        properties.append(f"line={max(1, finding.line)}")
        if finding.column > 0 and finding.line > 0:
            properties.append(f"col={finding.column}")
    properties.append(f"title={_property(finding.rule)}")
    kind = "error" if finding.severity == ERROR else "warning"
    text = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    return f"::{kind} {','.join(properties)}::{_data(text)}"


def _data(text: str) -> str:
    text = readable(text).replace("%", "%25")
    return text.replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
