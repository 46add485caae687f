"""Rules that come from other distributions, through the entry point ``coldframe.rules``."""

from __future__ import annotations

import re
from types import ModuleType
from typing import TYPE_CHECKING, Any

from coldframe.check.finding import SEVERITIES
from coldframe.check.rule import Rule, RuleModule
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from coldframe.declare.settings import Settings

GROUP = "coldframe.rules"
ADAPTERS = "coldframe.adapters"  # loaded by `coldframe.resolve.adapters`
EVIDENCE = "coldframe.evidence"  # loaded by `coldframe.prove.sources.plugins`


def plugin_rules(settings: Settings, built_in: tuple[RuleModule, ...]) -> tuple[RuleModule, ...]:
    """The rules of the distributions that the settings name, in that order, then by name.

    An entry point is a rule module, or a function without arguments that returns
    ``{name: rule module}``.  Raises Mistake for a distribution that is not installed or has
    nothing for Coldframe, for one that cannot be loaded, and for a rule's name that is taken.
    """
    taken = {module.RULE.name: "Coldframe" for module in built_in}
    found: list[RuleModule] = []
    for distribution in settings.plugins:
        for name, module in sorted(_rules_of(distribution, settings).items()):
            if name in taken:
                raise plugin_mistake(
                    settings,
                    f"plugin {distribution!r}: the rule {name} exists already, in {taken[name]}",
                    "A rule's name must be its own; ask the plugin's authors to rename it.",
                )
            taken[name] = distribution
            found.append(module)
    return tuple(found)


def _rules_of(distribution: str, settings: Settings) -> dict[str, RuleModule]:
    from importlib import metadata  # 36 ms: only for those who have plugins

    try:
        known = metadata.distribution(distribution).entry_points
        entry_points = known.select(group=GROUP)
    except (metadata.PackageNotFoundError, ValueError):
        raise plugin_mistake(
            settings,
            f"plugin {distribution!r} is not installed beside Coldframe",
            f"Install it (`python -m pip install {distribution}`), or take it out of `plugins`.",
        ) from None
    if not entry_points and not any(known.select(group=each) for each in (ADAPTERS, EVIDENCE)):
        raise plugin_mistake(
            settings,
            f"plugin {distribution!r} has no entry point in the groups {GROUP!r}, {ADAPTERS!r} and"
            f" {EVIDENCE!r}",
            "Take it out of `plugins`, or see docs/plugins.md for what a plugin needs.",
        )
    rules: dict[str, RuleModule] = {}
    for entry_point in sorted(entry_points, key=lambda found: found.name):
        for name, module in _load(entry_point, distribution, settings).items():
            problem = _problem(name, module)
            if not problem and name in rules:
                problem = f"two of its entry points bring a rule {name}"
            if problem:
                raise plugin_mistake(
                    settings,
                    f"plugin {distribution!r}, entry point {entry_point.name!r}: {problem}",
                    "See docs/plugins.md for what a rule needs.",
                )
            rules[name] = module
    return rules


def _load(entry_point: EntryPoint, distribution: str, settings: Settings) -> dict[str, Any]:
    try:
        loaded = entry_point.load()
        if not isinstance(loaded, ModuleType) and callable(loaded):
            loaded = loaded()
    except Exception as error:  # whatever a stranger's code does, the user is told whose it is
        raise plugin_mistake(
            settings,
            f"plugin {distribution!r}, entry point {entry_point.name!r} ({entry_point.value})"
            f" cannot be loaded: {type(error).__name__}: {error}",
            "Repair or update the plugin, or take it out of `plugins`.",
        ) from error
    if isinstance(loaded, dict):
        return loaded
    return {getattr(getattr(loaded, "RULE", None), "name", entry_point.name): loaded}


def _problem(name: object, module: Any) -> str:
    """Why ``module`` is no rule called ``name``; empty if it is one."""
    record = getattr(module, "RULE", None)
    if not isinstance(record, Rule):
        return f"{name} has no RULE record"
    if record.name != name or not re.fullmatch(r"[a-z][a-z0-9_]*", record.name):
        return f"the rule {record.name!r} is brought in as {name!r}; names are one snake_case word"
    if not callable(getattr(module, "check", None)):
        return f"the rule {name} has no check(host)"
    if record.severity not in SEVERITIES:
        return f"the rule {name} has the severity {record.severity!r}, not {', '.join(SEVERITIES)}"
    return ""


def plugin_mistake(settings: Settings, what: str, remedy: str) -> Mistake:
    """What is said of a plugin that cannot be used, at its place in the settings."""
    return Mistake(what, remedy, settings.path or None, settings.line("plugins"))
