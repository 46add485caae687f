"""``coldframe check``: every place where the fence is broken."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coldframe.cli.formats import add_format_arguments, outputs, report
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from coldframe.check.outcome import Outcome
    from coldframe.resolve.rehearse import Rehearsal

HELP = "Find every place where the fence is broken."


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe check``."""
    parser.epilog = (
        "Exit codes: 0 kept (warnings alone count only with --strict), 1 findings, or an ending\n"
        "that is not possible, 2 misconfigured or misused. What a rule wants, and why: coldframe\n"
        "explain RULE"
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
    add(
        "--rehearse",
        action="store_true",
        help="also plan the retirement and the promotion of every feature, and say what would be"
        " left or break; nothing is written",
    )
    add("--verbose", action="store_true", help="with --rehearse: list every place that is left")
    add("--cache", action="store_true", help="reuse the last outcome if nothing has changed")
    add_format_arguments(parser)


def run(arguments: Namespace) -> int:
    """0: kept; 1: findings, or a feature that could not end."""
    if arguments.verbose and not arguments.rehearse:
        raise Mistake("--verbose goes with --rehearse", "To see every finding: --all.")
    wanted = outputs(arguments)
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
        rehearsal = _rehearsal(outcome, arguments, say) if arguments.rehearse else None
    finally:
        done()
    report(outcome, wanted, arguments, rehearsal)
    if rehearsal is not None:
        _show_rehearsal(rehearsal, {name for name, file in wanted if not file}, arguments)
    kept = outcome.kept(strict=arguments.strict)
    return 0 if kept and (rehearsal is None or rehearsal.possible) else 1


def _rehearsal(outcome: Outcome, arguments: Namespace, say: Callable[[str], None]) -> Rehearsal:
    """The end of every feature, in the host that was checked just now."""
    from coldframe.resolve.rehearse import rehearse

    return rehearse(arguments.path, host=outcome.host, progress=say)


def _show_rehearsal(rehearsal: Rehearsal, shown: set[str], arguments: Namespace) -> None:
    """The rehearsal as text: after the findings, or apart where a program reads those."""
    if shown == {"json"}:
        return  # it is part of the object
    from coldframe.report.rehearsal_text import render
    from coldframe.report.terminal import style_for, width_of, write

    stream = sys.stdout if shown == {"text"} else sys.stderr
    text = render(
        rehearsal, style=style_for(stream), width=width_of(stream), verbose=arguments.verbose
    )
    write(stream, f"\n{text}" if stream is sys.stdout else text)


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
