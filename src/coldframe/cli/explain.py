"""``coldframe explain``: what a rule wants, and why; with its example, broken and kept."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from coldframe.check.rule import Rule
    from coldframe.check.selection import Selection

HELP = "Say what a rule wants, and why."


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe explain``."""
    parser.add_argument("rule", nargs="?", default="", help="the rule; without it, all are listed")
    parser.add_argument("--path", default=".", help="the host whose settings count (default: here)")
    parser.add_argument("--json", action="store_true", help="print one JSON list for programs")


def run(arguments: Namespace) -> int:
    """0; raises Mistake for a rule that does not exist."""
    from coldframe.check.selection import known_rules

    selection = known_rules(arguments.path, arguments.rule)
    if arguments.json:
        list_as_json(selection)
    elif arguments.rule:
        _one(selection)
    else:
        list_rules(selection, selection.wanted.values())
    return 0


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
