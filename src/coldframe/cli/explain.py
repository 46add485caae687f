"""``coldframe explain``: what a rule, also of `compat diff`, or a criterion of `prove` wants."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from coldframe.check.rule import Rule
    from coldframe.check.selection import Selection
    from coldframe.declare.settings import Settings

HELP = "Say what a rule, or a criterion of `prove`, wants, and why."


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe explain``."""
    add = parser.add_argument
    add("rule", nargs="?", default="", help="the rule or criterion; without it, all are listed")
    add("--path", default=".", help="the host whose settings count (default: here)")
    add("--json", action="store_true", help="print one JSON list for programs")


def run(arguments: Namespace) -> int:
    """0; raises Mistake for a rule that does not exist."""
    from coldframe.declare.settings_prove import DEFAULTS

    if arguments.rule in DEFAULTS:
        _criterion(arguments)
        return 0
    from coldframe.check.selection import known_rules
    from coldframe.declare.mistake import Mistake

    try:
        selection = known_rules(arguments.path, arguments.rule)
    except Mistake:
        if not _of_compat(arguments):
            raise
        return 0
    if arguments.json:
        list_as_json(selection)
    elif arguments.rule:
        _one(selection)
    else:
        list_rules(selection, selection.wanted.values())
        _criteria()
    return 0


def _of_compat(arguments: Namespace) -> bool:
    """Explain the rules of ``compat diff`` that have this name, if there are any."""
    import json

    from coldframe.compat.catalogue import compat_rules_named
    from coldframe.report.explain_text import compat_rule
    from coldframe.report.terminal import style_for, width_of, write

    found = compat_rules_named(arguments.rule)
    if not found:
        return False
    settings = _settings(arguments.path)
    here = settings.compat.rules.get(arguments.rule, "")
    if arguments.json:
        rules = [rule._asdict() | ({"here": here} if here else {}) for rule in found]
        print(json.dumps({"version": 1, "rules": rules}, indent=2))
        return True
    place = f"{settings.path}:{settings.line(f'compat.rules.{arguments.rule}')}"
    note = f"{place} says {here}." if here else ""
    style, width = style_for(sys.stdout), width_of(sys.stdout)
    write(sys.stdout, "\n".join(compat_rule(rule, style, width, note) for rule in found))
    return True


def _settings(start: str) -> Settings:
    """Those of the host; the defaults where they are wrong: that keeps nobody from reading."""
    from coldframe.check.root import find_root
    from coldframe.declare.mistake import Mistake
    from coldframe.declare.settings import Settings
    from coldframe.declare.settings_file import load_settings

    try:
        return load_settings(find_root(start))
    except Mistake:
        return Settings()


def _criterion(arguments: Namespace) -> None:
    import json

    from coldframe.declare.settings_prove import demands_of
    from coldframe.prove.criteria.catalogue import CRITERIA
    from coldframe.report.explain_text import criterion
    from coldframe.report.terminal import style_for, width_of, write

    settings = _settings(arguments.path)
    module = next(one for one in CRITERIA if one.CRITERION.name == arguments.rule)
    asked = demands_of(settings.prove, arguments.rule)
    if arguments.json:
        said = {**module.CRITERION._asdict(), "explanation": module.__doc__, "demands": asked}
        print(json.dumps({"version": 1, "criteria": [said]}, indent=2))
        return
    style, width = style_for(sys.stdout), width_of(sys.stdout)
    write(sys.stdout, criterion(module.CRITERION, module.__doc__ or "", asked, style, width))


def _criteria() -> None:
    from coldframe.prove.criteria.catalogue import CRITERIA
    from coldframe.report.explain_text import criteria_table
    from coldframe.report.terminal import style_for, write

    firsts = {one.CRITERION.name: _first(one.__doc__) for one in CRITERIA}
    write(sys.stdout, criteria_table(firsts, style_for(sys.stdout)))


def list_rules(selection: Selection, rules: Iterable[Rule]) -> None:
    """Print ``rules`` as a table."""
    from coldframe.report.explain_text import table
    from coldframe.report.terminal import style_for, write

    firsts = {module.RULE.name: _first(module.__doc__) for module in selection.known}
    write(sys.stdout, table(rules, firsts, style_for(sys.stdout)))


def _one(selection: Selection) -> None:
    from coldframe.check.example import example_of
    from coldframe.report.explain_text import explained
    from coldframe.report.terminal import style_for, width_of, write

    ((name, rule),) = selection.wanted.items()
    module = next(module for module in selection.known if module.RULE.name == name)
    text = explained(
        rule, module.__doc__ or "", example_of(name), style_for(sys.stdout), width_of(sys.stdout)
    )
    write(sys.stdout, text)


def list_as_json(selection: Selection) -> None:
    """Print the wanted rules as one JSON object."""
    import json

    docs = {module.RULE.name: (module.__doc__ or "").strip() for module in selection.known}
    rules = [
        {**rule._asdict(), "explanation": docs[name]} for name, rule in selection.wanted.items()
    ]
    print(json.dumps({"version": 1, "rules": rules}, indent=2))


def _first(docstring: str | None) -> str:
    return " ".join((docstring or "").strip().split("\n\n")[0].split())
