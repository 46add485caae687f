"""``coldframe migrations plan``: what the next upgrade does to one database, before it does."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from coldframe.operate.keeping import Safety
    from coldframe.operate.loss_plan import LossPlan

FORMATS = ("text", "json", "html")


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe migrations plan``."""
    from coldframe.cli.migrations.site import add_site_arguments

    parser.epilog = (
        "The database is only read. The pending revisions run on a scratch database, with all\n"
        "that they import; env.py is only read.\n"
        "Exit codes: 0 shown, or saved; 1 the upgrade will not go through, or --require-backup\n"
        "refuses; 2 misconfigured or misused, or the backup could not be made."
    )
    add = parser.add_argument
    add_site_arguments(parser, "the database that will be upgraded")
    add("--backup", default="", metavar="DIR", help="save the preview data that would be lost")
    add(
        "--require-backup",
        default="",
        metavar="DIR",
        help="refuse (exit code 1) while data would be lost that is not in it as it is now",
    )
    add("--stable-too", action="store_true", help="save, and require, stable data as well")
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
    from coldframe.operate.keeping import keep
    from coldframe.operate.migrations_plan import migrations_plan

    say, done = progress()
    try:
        plan = migrations_plan(site, arguments.path, scratch=server, progress=say)
        safety = keep(
            plan,
            site,
            save_to=arguments.backup,
            required=arguments.require_backup,
            stable_too=arguments.stable_too,
            progress=say,
        )
    finally:
        done()
    kept = not plan.trouble and not safety.refused
    for form, file in wanted:
        _write(form, file, plan, safety, kept, arguments)
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


def _write(
    form: str, file: str, plan: LossPlan, safety: Safety, kept: bool, arguments: Namespace
) -> None:
    from coldframe.report.terminal import Style, style_for, width_of, write

    if form == "json":
        from coldframe.report.loss_json import render as as_json

        text = as_json(plan, safety.notes, kept=kept, backed_up=safety.backed_up)
    elif form == "html":
        from coldframe.report.loss_html import render as as_html

        text = as_html(plan, safety.notes)
    else:
        from coldframe.report.loss_text import render as as_text

        style = Style() if file else style_for(sys.stdout)
        width = 120 if file else width_of(sys.stdout, 120)
        every = arguments.all or bool(file)
        text = as_text(plan, safety.notes, style=style, width=width, every=every)
    if file:
        from coldframe.cli.saved import save

        save(file, text)
    else:
        write(sys.stdout, text)
