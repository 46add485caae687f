"""``coldframe migrations check``: whose table is it, and what a revision must not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.cli.formats import add_format_arguments, outputs, report

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe migrations check``."""
    from coldframe.cli.migrations.running import add_running_arguments

    parser.epilog = (
        "The revisions are run, with all that they import; env.py is only read.\n"
        "Exit codes: 0 kept (warnings count only with --strict), 1 findings, 2 misconfigured\n"
        "or misused. What a rule wants, and why: coldframe explain RULE"
    )
    add = parser.add_argument
    add("path", nargs="?", default=".", help="anywhere in the repository (default: here)")
    add(
        "--rule", action="append", default=[], metavar="NAME", help="run only this rule; repeatable"
    )
    add(
        "--since",
        default="",
        metavar="RELEASE",
        help="leave out what revisions did that were out with this release",
    )
    add("--baseline", default="", metavar="FILE", help="do not report the findings in FILE")
    add(
        "--update-baseline",
        action="store_true",
        help="take repaired findings out of the baseline; write it if there is none",
    )
    add("--strict", action="store_true", help="let warnings count like errors")
    add("--all", action="store_true", help="show every finding, however many there are")
    add_running_arguments(parser)
    add_format_arguments(parser)


def run(arguments: Namespace) -> int:
    """0: kept; 1: findings."""
    from coldframe.cli.migrations.running import in_host_python

    wanted = outputs(arguments)
    in_host_python(arguments)
    from coldframe.check.migrations_check import migrations_check
    from coldframe.cli.progress import progress

    say, done = progress()
    try:
        outcome = migrations_check(
            arguments.path,
            databases=arguments.database,
            rules=arguments.rule,
            since=arguments.since,
            baseline=arguments.baseline,
            update_baseline=arguments.update_baseline,
            progress=say,
        )
    finally:
        done()
    report(outcome, wanted, arguments)
    return 0 if outcome.kept(strict=arguments.strict) else 1
