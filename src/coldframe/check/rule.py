"""What a rule is: a record, and a function beside it in the same file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, Protocol

from coldframe.check.finding import ERROR, Finding

if TYPE_CHECKING:
    from coldframe.check.host import Host


class Rule(NamedTuple):
    """A rule's name (its file, key, page and examples), family, reason and remedy.

    ``why`` says in a sentence or two what goes wrong without the rule; ``hint`` what to
    do about a finding.  ``severity`` is the default, settings may change it.  A rule with
    ``probe`` runs only in ``check --probe``, one that is ``recorded`` only in
    ``migrations check``.  An ``act`` is what a revision did: once that is released, nobody can
    change it.
    """

    name: str
    family: str
    why: str
    hint: str
    severity: str = ERROR
    probe: bool = False
    recorded: bool = False
    act: bool = False

    def at(
        self,
        path: str,
        line: int,
        message: str,
        *,
        hint: str = "",
        feature: str = "",
        text: str = "",
        column: int = 0,
    ) -> Finding:
        """A finding of this rule; ``hint`` defaults to the rule's own."""
        return Finding(
            self.name, path, line, message, hint or self.hint, feature, text, self.severity, column
        )


class RuleModule(Protocol):
    """The contract of a rule, built in or from a plugin: a module with these two names.

    ``check`` reads the prepared picture of the host and yields findings.  It opens no
    files by itself, prints nothing and repairs nothing.  A rule that has to wait for git may
    have a third function, ``begin(host)``: it is called before any rule runs, and starts what
    ``check`` will need.
    """

    RULE: Rule

    def check(self, host: Host) -> Iterator[Finding]:
        """Every place in ``host`` where the rule is broken."""
