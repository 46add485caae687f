"""The rules that a second process runs while the others are imported and run in this one.

They read what code defines and what is packaged, and no references: these take the first
process about as long, and two processes must not read the same twice.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from coldframe.check.beside import Beside, worthwhile
from coldframe.check.finding import OFF, Finding
from coldframe.source.tree import Unread

if TYPE_CHECKING:
    from coldframe.check.host import Host

# Others could be among them, but then this process would have too little to do.
# By family, in the order in which they run: what has to wait for git comes last.
APART = (
    ("labels", "unlabelled_option"),
    ("labels", "unlabelled_command"),
    ("labels", "unlabelled_release_note"),
    ("placement", "not_packaged"),
    ("optional", "hard_dependency"),
    ("overlap", "shared_hook"),
    ("overlap", "hook_order"),
    ("overlap", "shared_claim"),
)


class Apart(Beside):
    """These rules of ``APART``, begun in a second process."""

    def __init__(self, host: Host, rules: list[tuple[str, str]]) -> None:
        self.names = [name for _, name in rules]
        super().__init__(lambda: _told(host, rules))

    def findings(self, host: Host) -> dict[str, list[Finding]] | None:
        """What each rule finds, in the severity of its own; what was noted goes to ``host``.

        None if something went wrong there: then the rules have to run here.
        """
        told = self.result()
        if told is None:
            return None
        findings, notes, unread = told
        host.notes += notes
        host.tree.unread += [Unread(*each) for each in unread]
        return {name: [Finding(*each) for each in found] for name, found in findings.items()}


def begin_apart(host: Host) -> Apart | None:
    """Begin the rules of ``APART`` that are on; None where it is not worth while."""
    if not host.features or not worthwhile():
        return None
    rules = [rule for rule in APART if host.settings.rules.get(rule[1]) != OFF]
    return Apart(host, rules) if rules else None


def _told(host: Host, rules: list[tuple[str, str]]) -> tuple[Any, ...]:
    """Findings, notes and unread files in plain values."""
    from coldframe.check.running import run_all

    modules: list[Any] = [import_module(f"coldframe.check.{'.'.join(rule)}") for rule in rules]
    by_rule = run_all(modules, host)
    findings = {name: [tuple(each) for each in found] for name, found in by_rule.items()}
    return findings, host.notes, [tuple(each) for each in host.tree.unread]
