"""An exception has expired.

``expires`` names the first day (``2027-04-01``), or the first release, on which an exception
no longer counts.  From then on what it accepted is reported again, and the exception itself
is reported until somebody takes it out or argues for a later date.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.exceptions.expiry import has_expired
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="expired_exception",
    family="exceptions",
    why="The exception was granted until a certain day or release, and that has come.",
    hint="Repair what the exception accepted and take it out, or give it a later `expires` and"
    " say in `reason` why.",
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per exception in the settings that has expired."""
    for entry in host.settings.exceptions:
        if entry.reason.strip() and has_expired(entry, host):
            yield RULE.at(
                entry.path,
                entry.line,
                f"the exception to {entry.rule} for {entry.place} expired with {entry.expires}",
                feature=entry.feature,
            )
