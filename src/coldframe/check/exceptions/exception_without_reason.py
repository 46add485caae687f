"""An exception gives no reason.

An exception says that a finding is accepted for now.  Without a reason nobody can tell
later whether it is still needed, so nobody takes it out.  An exception without a reason
accepts nothing: the finding goes on being reported beside this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="exception_without_reason",
    family="exceptions",
    why="Without a reason nobody can tell later whether the exception is still needed, so it"
    " stays for ever.",
    hint='Add `reason = "..."`: what has to happen before the exception can go.',
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per exception in the settings without a reason."""
    for entry in host.settings.exceptions:
        if not entry.reason.strip():
            yield RULE.at(
                entry.path,
                entry.line,
                f"the exception to {entry.rule} for {entry.place} gives no reason,"
                " so it does not count",
                feature=entry.feature,
            )
