"""Which rules run: the catalogue and the plugins, less what the settings switch off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from coldframe.check.catalogue import RULES, every_rule
from coldframe.check.finding import OFF, SEVERITIES, WARN
from coldframe.check.rule import Rule, RuleModule
from coldframe.declare.mistake import Mistake
from coldframe.declare.settings import Settings


class Selection(NamedTuple):
    """``known``: every rule there is, those of plugins last.  ``wanted``: those that run.

    The records in ``wanted``, by name, carry the severity that the settings give them.
    """

    known: tuple[RuleModule, ...]
    plugged: tuple[RuleModule, ...]
    wanted: dict[str, Rule]
    whole: bool  # no rule was named: everything that is on runs


def select(
    settings: Settings,
    names: Sequence[str] = (),
    *,
    probe: bool = False,
    migrations: bool = False,
) -> Selection:
    """The rules to run; ``names`` limits them, and switches a named one on.

    With ``migrations`` they are those on migrations, and the one on idle exceptions.

    Raises Mistake for a rule that does not exist, be it in ``names``, in the settings'
    ``rules`` or in an exception, and for a severity that does not exist.
    """
    plugged = _plugged(settings)
    known = RULES + plugged
    records = {module.RULE.name: module.RULE for module in known}
    named = {*settings.rules, *names, *(entry.rule for entry in settings.exceptions)}
    if migrations or not named <= records.keys():
        from coldframe.check.migrations.catalogue import MIGRATION_RULES

        records |= {module.RULE.name: module.RULE for module in MIGRATION_RULES}
        if migrations:
            known = (*MIGRATION_RULES, *(m for m in RULES if m.RULE.name == "idle_exception"))
    usual = {n: WARN if r.severity == OFF else r.severity for n, r in records.items()}
    for name, severity in settings.rules.items():
        line = settings.line(f"rules.{name}")
        if name not in records:
            raise _unknown(name, records, settings.path, line)
        if severity not in SEVERITIES:
            raise Mistake(
                f"rule {name} cannot have the severity {severity!r}",
                f"Write one of {', '.join(SEVERITIES)}.",
                settings.path,
                line,
            )
        records[name] = records[name]._replace(severity=severity)
    for entry in settings.exceptions:
        if entry.rule not in records:
            raise _unknown(entry.rule, records, entry.path, entry.line)
        if records[entry.rule].family == "exceptions":
            raise Mistake(
                f"{entry.rule} is about exceptions, and takes none itself",
                f'Repair the exception that it reports, or set {entry.rule} = "off" in the rules.',
                entry.path,
                entry.line,
            )
    for name in names:
        if name not in records:
            raise _unknown(name, records)
    if names:
        # A rule that somebody asks for by name is wanted, even if it is off otherwise.
        wanted = {
            name: record._replace(severity=usual[name]) if record.severity == OFF else record
            for name, record in records.items()
            if name in names
        }
        if migrations != any(record.recorded for record in wanted.values()):
            command = "coldframe check" if migrations else "coldframe migrations check"
            raise Mistake(
                f"rule {names[0]} is none of this command",
                f"Run `{command} --rule {names[0]}`.",
            )
        if not probe and (needy := [name for name, record in wanted.items() if record.probe]):
            raise Mistake(
                f"rule {needy[0]} imports the host's code, so it runs only when asked to",
                f"Run `coldframe check --probe --rule {needy[0]}`.",
            )
        return Selection(known, plugged, wanted, whole=False)
    wanted = {
        name: record
        for name, record in records.items()
        if record.severity != OFF
        and (probe or not record.probe)
        and (record.recorded or name == "idle_exception" if migrations else not record.recorded)
    }
    return Selection(known, plugged, wanted, whole=True)


def known_rules(start: str, name: str = "") -> Selection:
    """Every rule with the severity that the settings of the host around ``start`` give it.

    Those that are off or need ``--probe`` are among them; ``name`` picks one.  Settings that
    are wrong do not keep anybody from reading about the built-in rules.
    """
    from coldframe.check.root import find_root
    from coldframe.declare.settings_file import load_settings

    settings = Settings()
    plugged: tuple[RuleModule, ...] = ()
    try:
        settings = load_settings(find_root(start))
        plugged = _plugged(settings)
    except Mistake:
        if name and name not in {module.RULE.name for module in every_rule()}:
            raise
    known = every_rule() + plugged
    records = {
        module.RULE.name: module.RULE._replace(
            severity=settings.rules.get(module.RULE.name, module.RULE.severity)
        )
        for module in known
    }
    if name and name not in records:
        raise _unknown(name, records)
    wanted = {n: record for n, record in records.items() if name in ("", n)}
    return Selection(known, plugged, wanted, whole=not name)


def _plugged(settings: Settings) -> tuple[RuleModule, ...]:
    if not settings.plugins:
        return ()
    from coldframe.check.plugins import plugin_rules

    return plugin_rules(settings, RULES)


def _unknown(
    name: str, records: dict[str, Rule], path: str | None = None, line: int | None = None
) -> Mistake:
    from difflib import get_close_matches

    near = get_close_matches(name, records, 1)
    remedy = f"Did you mean {near[0]}?" if near else "See `coldframe explain` for all rules."
    return Mistake(f"there is no rule {name!r}", remedy, path or None, line if path else None)
