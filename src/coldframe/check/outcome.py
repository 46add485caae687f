"""What one run of the rules found."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.finding import ERROR, WARN, Finding

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.check.rule import Rule
    from coldframe.source.tree import Unread


class Accepted(NamedTuple):
    """A finding that does not count, and why: an exception's reason, or the baseline."""

    finding: Finding
    reason: str


class Outcome(NamedTuple):
    """What was found, what was accepted, and how much was looked at.

    ``findings`` and ``accepted`` are in one stable order: by rule as in the catalogue, then
    by path and line.  ``notes`` are sentences about what could not be known, ``unread`` the
    files that could not be read exactly.  ``rules`` are the records of the rules that ran,
    with the severity that the settings give them; ``hidden`` counts findings in files that
    did not change (with ``changed_since``); ``gone`` counts entries of the baseline that
    nothing needs any more.  ``host`` is None when the outcome comes from the cache.
    """

    root: str
    findings: tuple[Finding, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    notes: tuple[str, ...] = ()
    unread: tuple["Unread", ...] = ()
    rules: tuple["Rule", ...] = ()
    features: int = 0
    files: int = 0
    hidden: int = 0
    gone: int = 0
    baseline: str = ""
    changed_since: str = ""
    host: "Host | None" = None

    def count(self, severity: str) -> int:
        """How many findings have this severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def kept(self, *, strict: bool = False) -> bool:
        """Whether the fence holds: no errors and, if ``strict``, no warnings either."""
        return not self.count(ERROR) and not (strict and self.count(WARN))
