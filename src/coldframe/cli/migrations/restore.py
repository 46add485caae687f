"""``coldframe migrations restore``: puts back what ``migrations plan --backup`` has saved."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe migrations restore``."""
    parser.epilog = (
        "Nothing is written without --apply. With it, all is written in one transaction, or\n"
        "nothing. Exit codes: 0 done, or can be done; 1 refused; 2 misconfigured or misused."
    )
    add = parser.add_argument
    add("directory", help="the backup")
    add("database", nargs="*", metavar="DATABASE_URL", help="where its rows go")
    add(
        "--database-from",
        default="",
        metavar="SOURCE",
        help="a file with the URL in it, or env:VARIABLE: passwords stay off the command line",
    )
    add("--table", action="append", default=[], metavar="NAME", help="only this one; repeatable")
    add(
        "--rename",
        action="append",
        default=[],
        metavar="OLD=NEW",
        help="the saved table OLD is called NEW now; repeatable",
    )
    add("--overwrite", action="store_true", help="replace rows whose key is there already")
    add("--apply", action="store_true", help="write it")
    add("--json", action="store_true", help="the result for programs")


def run(arguments: Namespace) -> int:
    """0: done, or can be done; 1: refused."""
    from coldframe.cli.progress import progress
    from coldframe.operate.address import address, address_from
    from coldframe.operate.migrations_restore import migrations_restore

    given = len(arguments.database) + bool(arguments.database_from)
    if given != 1:
        raise Mistake(
            "no database is named" if not given else "there is more than one database",
            "Give one URL after the backup, or where it is: --database-from FILE",
        )
    source = arguments.database_from
    database = address_from(source) if source else address(arguments.database[0])
    renamed = {}
    for each in arguments.rename:
        old, sign, new = each.partition("=")
        if not (old and sign and new):
            raise Mistake(f"--rename {each} names no two tables", "Write --rename OLD=NEW.")
        renamed[old] = new
    say, done = progress()
    try:
        plan = migrations_restore(
            arguments.directory,
            database,
            tables=arguments.table,
            renamed=renamed,
            overwrite=arguments.overwrite,
            apply=arguments.apply,
            progress=say,
        )
    finally:
        done()
    from coldframe.report.terminal import style_for, width_of, write

    if arguments.json:
        from coldframe.report.restore_json import render as as_json

        write(sys.stdout, as_json(plan))
    else:
        from coldframe.report.restore_text import render as as_text

        write(sys.stdout, as_text(plan, style=style_for(sys.stdout), width=width_of(sys.stdout)))
    return 1 if plan.refusals else 0
