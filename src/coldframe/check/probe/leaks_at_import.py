"""Importing a feature changes what stable code reads.

Test runners, documentation builders and plugin scans import everything.  If that alone adds
tables, options, warning filters, log levels or patches, stable tests pass or fail by the order
in which modules were imported.  The feature is imported in a child interpreter, and global
registries are compared before and after: SQLAlchemy's tables and oslo.config's options that
stable code keeps, warning filters, signal handlers, codecs, logging, ``sys.modules`` and
replaced names of other modules, the entry point cache, the environment, import paths and hooks,
exit handlers, the locale, threads, and what the settings name under ``registries``.

What other modules do while the feature imports them is not the feature's doing.  Loggers
that are merely created, and new modules, are no leak; nor is what keeps the old names of a
promoted feature working.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.check.probe.outcome import Change

RULE = Rule(
    name="leaks_at_import",
    family="probe",
    why="Test runners and plugin scans import everything: what an import changes for all,"
    " makes stable tests pass or fail by the order of imports.",
    hint="Do it in a function that runs when the feature is switched on, not at import.",
    probe=True,
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per difference, and per import that fails or ends the process."""
    if host.probe is None:
        return
    for feature in host.features:
        probed = host.probe.features[feature.module]
        for failure in probed.failures:
            fails = failure.why if failure.ended else f"fails: {failure.why}"
            yield RULE.at(
                failure.path,
                failure.line,
                f"importing {failure.what} {fails}",
                hint="A module must be importable without consequences: move what it does into"
                " a function.",
                feature=feature.name,
            )
        if feature.forwards_to:
            continue  # what has moved is no preview, and its old names need a finder
        for change in probed.changes:
            yield RULE.at(change.path, change.line, _message(change), feature=feature.name)


def _message(change: Change) -> str:
    does = f"importing {change.module}"
    if change.registry == "the names of other modules":
        return f"{does} replaces {change.key}: {change.after or change.before}"
    if change.before is None:
        value = f" ({change.after})" if change.after else ""
        return f"{does} adds {change.key} to {change.registry}{value}"
    if change.after is None:
        value = f" (was {change.before})" if change.before else ""
        return f"{does} removes {change.key} from {change.registry}{value}"
    return (
        f"{does} changes {change.key} in {change.registry}: {change.before or 'there'}"
        f" → {change.after or 'there'}"
    )
