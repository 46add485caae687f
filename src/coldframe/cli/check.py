"""``coldframe check``: every place where the fence is broken."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from coldframe.check.outcome import Outcome

HELP = "Find every place where the fence is broken."
FORMATS = ("text", "json", "sarif", "junit", "github")


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe check``."""
    parser.epilog = (
        "Exit codes: 0 kept (warnings alone count only with --strict), 1 findings,\n"
        "2 misconfigured or misused. What a rule wants, and why: coldframe explain RULE"
    )
    add = parser.add_argument
    add("path", nargs="?", default=".", help="anywhere in the repository (default: here)")
    add(
        "--rule", action="append", default=[], metavar="NAME", help="run only this rule; repeatable"
    )
    add("--list-rules", action="store_true", help="list the rules that would run, and stop")
    add("--strict", action="store_true", help="let warnings count like errors")
    add("--all", action="store_true", help="show every finding, however many there are")
    add("--probe", action="store_true", help="also import the host in a subprocess, and look")
    add(
        "--probe-python",
        default="",
        metavar="PATH",
        help="the interpreter in which the host is installed (default: its .venv, else this one)",
    )
    add(
        "--probe-timeout",
        type=float,
        default=0,
        metavar="SECONDS",
        help="how long importing a feature may take (default: 120)",
    )
    add(
        "--changed-since",
        default="",
        metavar="REV",
        help="report only findings in files changed since REV, and about touched features",
    )
    add("--baseline", default="", metavar="FILE", help="do not report the findings in FILE")
    add(
        "--update-baseline",
        action="store_true",
        help="take repaired findings out of the baseline; write it if there is none",
    )
    add("--cache", action="store_true", help="reuse the last outcome if nothing has changed")
    add(
        "--format",
        action="append",
        default=[],
        metavar="FORMAT[=FILE]",
        help=f"{', '.join(FORMATS)}; to FILE if given; repeatable",
    )
    add("--json", action="store_true", help="the same as --format json")
    add("--output", default="", metavar="FILE", help="where a single --format goes")


def run(arguments: Namespace) -> int:
    """0: kept; 1: findings."""
    outputs = _outputs(arguments)
    if arguments.list_rules:
        _list_rules(arguments)
        return 0
    from coldframe.check.run import check
    from coldframe.cli.progress import progress

    say, done = progress()
    try:
        outcome = check(
            arguments.path,
            rules=arguments.rule,
            probe=arguments.probe or bool(arguments.probe_python),
            probe_python=arguments.probe_python,
            probe_timeout=arguments.probe_timeout,
            changed_since=arguments.changed_since,
            baseline=arguments.baseline,
            update_baseline=arguments.update_baseline,
            cache=arguments.cache,
            fork=True,
            progress=say,
        )
    finally:
        done()
    for name, file in outputs:
        if file:
            from coldframe.cli.saved import save

            save(file, _rendered(name, outcome, arguments))
        else:
            _show(name, outcome, arguments)
    return 0 if outcome.kept(strict=arguments.strict) else 1


def _list_rules(arguments: Namespace) -> None:
    from coldframe.check.root import find_root
    from coldframe.check.selection import select
    from coldframe.cli.explain import list_as_json, list_rules
    from coldframe.declare.settings_file import load_settings

    settings = load_settings(find_root(arguments.path))
    probe = arguments.probe or bool(arguments.probe_python)
    selection = select(settings, arguments.rule, probe=probe)
    if arguments.json:
        list_as_json(selection)
    else:
        list_rules(selection, selection.wanted.values())


def _outputs(arguments: Namespace) -> list[tuple[str, str]]:
    """Which format goes to which file; an empty one is standard output."""
    outputs: list[tuple[str, str]] = []
    for wanted in arguments.format + (["json"] if arguments.json else []):
        name, _, file = wanted.partition("=")
        if name not in FORMATS:
            from difflib import get_close_matches

            near = get_close_matches(name, FORMATS, 1)
            raise Mistake(
                f"there is no format {name!r}",
                f"Did you mean {near[0]}?" if near else f"There are {', '.join(FORMATS)}.",
            )
        outputs.append((name, file))
    if arguments.output:
        if len(outputs) > 1 or any(file for _, file in outputs):
            raise Mistake(
                "--output goes with a single --format",
                "For several, write --format FORMAT=FILE for each.",
            )
        outputs = [(outputs[0][0] if outputs else "text", arguments.output)]
    if sum(not file for _, file in outputs) > 1:
        raise Mistake(
            "two formats cannot both go to standard output",
            "Send all but one to a file: --format FORMAT=FILE.",
        )
    if all(file for _, file in outputs):
        outputs.append(("text", ""))
    return outputs


def _rendered(name: str, outcome: Outcome, arguments: Namespace) -> str:
    render = import_module(f"coldframe.report.{name}").render
    return str(render(outcome, strict=arguments.strict))


def _show(name: str, outcome: Outcome, arguments: Namespace) -> None:
    from coldframe.report.terminal import style_for, width_of, write

    if name == "text":
        from coldframe.report.text import render

        text = render(
            outcome,
            strict=arguments.strict,
            style=style_for(sys.stdout),
            width=width_of(sys.stdout),
            every=arguments.all,
        )
    else:
        text = _rendered(name, outcome, arguments)
    write(sys.stdout, text)
