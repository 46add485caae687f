"""Runs the rules on a host."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from coldframe.check.outcome import Outcome
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.apart import Apart
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.check.rule import RuleModule
    from coldframe.check.selection import Selection

# What reads references comes last: until then git searches on the other processor.
_SEARCHING = ("isolation", "placement", "optional", "overlap")


def check(
    start: str = ".",
    *,
    rules: Sequence[str] = (),
    probe: bool = False,
    probe_python: str = "",
    probe_timeout: float = 0,
    changed_since: str = "",
    baseline: str = "",
    update_baseline: bool = False,
    cache: bool = False,
    fork: bool = False,
    progress: Callable[[str], None] = lambda doing: None,
) -> Outcome:
    """Find every place where the fence is broken, in the host that ``start`` belongs to.

    ``rules`` limits the run to these names.  ``probe`` also runs the rules that import the
    host's code, in a subprocess: of ``probe_python`` (default: the host's virtual environment,
    else this interpreter), for at most ``probe_timeout`` seconds each (0: the default).
    ``changed_since`` is a git revision: only findings in files changed since are reported, and
    those about a touched feature as a whole.  ``baseline`` is a file of known findings,
    which are not reported; ``update_baseline`` writes it.
    ``cache`` takes the outcome of an earlier run if nothing at all has changed since.
    ``fork`` lets a second process run some of the rules, where that is faster: for programs
    without threads.
    ``progress`` is told what is being done, where that takes long.

    Raises Mistake for whatever the user has to put right first: settings, declarations,
    names of rules, a revision, a baseline.
    """
    if update_baseline and (rules or changed_since or not baseline):
        raise Mistake(
            "a baseline can only be written from a run of all rules on the whole tree",
            "Run `coldframe check --baseline FILE --update-baseline`.",
        )
    if cache and not (rules or probe or changed_since):
        from coldframe.check.cache import remembered

        outcome = remembered(start, lambda: _judged(start, fork=fork))
    else:
        outcome = _judged(
            start,
            rules=rules,
            probe=probe,
            probe_python=probe_python,
            probe_timeout=probe_timeout,
            changed_since=changed_since,
            fork=fork,
            progress=progress,
        )
    if baseline:
        from coldframe.check.baseline import without_known

        outcome = without_known(outcome, baseline, update=update_baseline)
    return outcome if not changed_since else _only_changed(outcome)


def _judged(start: str, **options: Any) -> Outcome:
    from coldframe.check.discovery import open_host

    return judge(open_host(start), **options)


def judge(
    host: Host,
    *,
    rules: Sequence[str] = (),
    probe: bool = False,
    probe_python: str = "",
    probe_timeout: float = 0,
    changed_since: str = "",
    fork: bool = False,
    migrations: bool = False,
    progress: Callable[[str], None] = lambda doing: None,
) -> Outcome:
    """All findings of an open host, exceptions applied; nothing is hidden yet.

    With ``changed_since`` no exception is called idle.  With ``migrations`` the rules are those
    on migrations, and ``host.histories`` are what they look at.
    """
    _ = host.preview_trees  # from here on git searches while the rules are being imported
    apart = None
    if fork and not rules:
        from coldframe.check.apart import begin_apart

        apart = begin_apart(host)
    from coldframe.check.selection import select

    with apart or nullcontext():
        selection = select(host.settings, rules, probe=probe, migrations=migrations)
        host.probing, host.probe_python, host.progress = probe, probe_python, progress
        host.probe_timeout = probe_timeout or host.probe_timeout
        if changed_since:
            from coldframe.check.changed import changed_paths

            changed_paths(host.tree.root, changed_since)  # refuses a bad revision before the work
        findings = _findings(host, selection, apart, whole=not changed_since)
    # Green on a project whose preview tree has another name would be a lie by silence.
    if not host.preview_trees and host.settings.preview_trees is None:
        from coldframe.check.usual_trees import note_none

        note_none(host.notes)
    return Outcome(
        root=host.tree.root,
        findings=tuple(findings),
        accepted=host.ledger.accepted if host.ledger else (),
        notes=tuple(dict.fromkeys(host.notes)),
        unread=tuple(sorted(set(host.tree.unread))),
        rules=tuple(selection.wanted.values()),
        features=len(host.features),
        files=host.tree.listing().count(b"\0"),
        changed_since=changed_since,
        host=host,
    )


def _only_changed(outcome: Outcome) -> Outcome:
    from coldframe.check.changed import changed_paths, concerned

    host = outcome.host
    assert host is not None
    changed = changed_paths(outcome.root, outcome.changed_since)
    families = {rule.name: rule.family for rule in outcome.rules}
    kept = tuple(f for f in outcome.findings if concerned(f, families[f.rule], host, changed))
    return outcome._replace(findings=kept, hidden=len(outcome.findings) - len(kept), gone=0)


def _findings(
    host: Host, selection: Selection, apart: Apart | None, *, whole: bool
) -> list[Finding]:
    """The findings that count, in order; exceptions are applied and kept in the ledger."""
    from coldframe.check.exceptions.ledger import keep_ledger

    about_code = [m for m in selection.known if m.RULE.family != "exceptions"]
    about_exceptions = [m for m in selection.known if m.RULE.family == "exceptions"]
    running = set(selection.wanted)
    if "idle_exception" in running and not selection.whole:
        # Whether an exception is idle cannot be known before its rule has run.
        running |= {e.rule for e in host.settings.exceptions}
        running -= {m.RULE.name for m in about_code if m.RULE.probe} - set(selection.wanted)
    by_rule = _by_rule([m for m in about_code if m.RULE.name in running], host, selection, apart)
    found = [f for m in about_code for f in by_rule.get(m.RULE.name, ())]
    ledger = host.ledger = keep_ledger(host, found, running if whole else ())
    host.ledger = ledger._replace(
        accepted=tuple(a for a in ledger.accepted if a.finding.rule in selection.wanted)
    )
    kept = [finding for finding in ledger.open if finding.rule in selection.wanted]
    about_exceptions = [m for m in about_exceptions if m.RULE.name in selection.wanted]
    for found in _by_rule(about_exceptions, host, selection, None).values():
        kept += found
    return kept


def _by_rule(
    modules: list[RuleModule], host: Host, selection: Selection, apart: Apart | None
) -> dict[str, list[Finding]]:
    """What each rule finds, with the settings' severity."""
    from coldframe.check.running import run_all

    here = sorted(modules, key=lambda module: module.RULE.family in _SEARCHING)
    others: list[RuleModule] = []
    if apart is not None:
        others = [module for module in here if module.RULE.name in apart.names]
        here = [module for module in here if module not in others]
    by_rule = run_all(here, host, selection.plugged)
    if apart is not None:
        told = apart.findings(host)
        by_rule |= run_all(others, host) if told is None else told
    for name in host.settings.rules.keys() & selection.wanted.keys() & by_rule.keys():
        severity = selection.wanted[name].severity
        by_rule[name] = [finding._replace(severity=severity) for finding in by_rule[name]]
    return by_rule
