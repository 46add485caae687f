"""``coldframe migrations plan``: what the next upgrade does to one database, before it does."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from coldframe.operate.loss_plan import LossPlan

FORMATS = ("text", "json", "html")


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe migrations plan``."""
    from coldframe.cli.migrations.site import add_site_arguments

    parser.epilog = (
        "The database is only read. The pending revisions run on a scratch database, with all\n"
        "that they import; env.py is only read.\n"
        "Exit codes: 0 shown, or saved; 1 the upgrade will not go through, or --require-backup\n"
        "refuses; 2 misconfigured or misused."
    )
    add = parser.add_argument
    add_site_arguments(parser, "the database that will be upgraded")
    add(
        "--format",
        action="append",
        default=[],
        metavar="FORMAT[=FILE]",
        help=f"{', '.join(FORMATS)}, to a file or the terminal; repeatable",
    )
    add("--json", action="store_true", help="the same as --format json")
    add("--all", action="store_true", help="show everything, however much it is")


def run(arguments: Namespace) -> int:
    """0: shown; 1: the upgrade will not go through."""
    from coldframe.cli.migrations.site import database, scratch
    from coldframe.cli.progress import progress

    wanted = _outputs(arguments)
    site, server = database(arguments), scratch(arguments)
    from coldframe.cli.migrations.running import in_host_python

    in_host_python(arguments)
    from coldframe.operate.migrations_plan import migrations_plan

    say, done = progress()
    try:
        plan = migrations_plan(site, arguments.path, scratch=server, progress=say)
    finally:
        done()
    kept = not plan.trouble
    for form, file in wanted:
        _write(form, file, plan, kept, arguments)
    return 0 if kept else 1


def _outputs(arguments: Namespace) -> list[tuple[str, str]]:
    said = [*arguments.format, *(["json"] if arguments.json else [])] or ["text"]
    found = [(form, file) for form, _, file in (each.partition("=") for each in said)]
    for form, _ in found:
        if form not in FORMATS:
            raise Mistake(f"there is no format {form!r}", f"There are {', '.join(FORMATS)}.")
    if sum(not file for _, file in found) > 1:
        raise Mistake(
            "two formats cannot both be written to the terminal",
            "Send one to a file: --format html=plan.html",
        )
    return found


def _write(form: str, file: str, plan: LossPlan, kept: bool, arguments: Namespace) -> None:
    from coldframe.report.terminal import Style, style_for, width_of, write

    if form == "json":
        from coldframe.report.loss_json import render as as_json

        text = as_json(plan, kept=kept)
    elif form == "html":
        from coldframe.report.loss_html import render as as_html

        text = as_html(plan)
    else:
        from coldframe.report.loss_text import render as as_text

        style = Style() if file else style_for(sys.stdout)
        width = 120 if file else width_of(sys.stdout, 120)
        text = as_text(plan, style=style, width=width, every=arguments.all or bool(file))
    if file:
        from coldframe.cli.saved import save

        save(file, text)
    else:
        write(sys.stdout, text)
