"""``coldframe migrations verify``: is stable data really kept, on real databases."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe migrations verify``."""
    from coldframe.cli.migrations.running import add_running_arguments

    parser.epilog = (
        "The revisions are run, with all that they import; env.py is only read. Nothing is\n"
        "downgraded, and no database but a scratch one is touched.\n"
        "Exit codes: 0 all stable data is kept, 1 it is not, or a revision stops,\n"
        "2 misconfigured, or the database failed"
    )
    add = parser.add_argument
    add("path", nargs="?", default=".", help="anywhere in the repository (default: here)")
    add(
        "--rows",
        action="append",
        default=[],
        metavar="N|TABLE=N",
        help="made-up rows in each table (default: 5), or in one; repeatable",
    )
    add(
        "--patience",
        default="60",
        metavar="SECONDS",
        help="how long a lock of another client is waited for (default: 60)",
    )
    add("--all", action="store_true", help="show every step, also those that changed nothing")
    add("--json", action="store_true", help="for programs")
    add_running_arguments(parser)


def run(arguments: Namespace) -> int:
    """0: kept; 1: not."""
    from coldframe.cli.migrations.running import in_host_python

    rows, of = _rows(arguments.rows)
    patience = _seconds(arguments.patience)
    in_host_python(arguments)
    from coldframe.cli.progress import progress
    from coldframe.prove.upgrade.verify import verify
    from coldframe.report.terminal import style_for, width_of, write

    say, done = progress()
    try:
        verdict = verify(
            arguments.path,
            databases=arguments.database,
            rows=rows,
            of=of,
            patience=patience,
            progress=say,
        )
    finally:
        done()
    if arguments.json:
        from coldframe.report.upgrade_json import render as as_json

        write(sys.stdout, as_json(verdict))
    else:
        from coldframe.report.upgrade_text import render as as_text

        write(
            sys.stdout,
            as_text(
                verdict,
                style=style_for(sys.stdout),
                width=width_of(sys.stdout),
                everything=arguments.all,
            ),
        )
    return 0 if verdict.kept else 1


def _rows(said: list[str]) -> tuple[int, dict[str, int]]:
    """``5`` is for all tables, ``beds=1000000`` for one."""
    from coldframe.prove.upgrade.verify import ROWS

    rows, of = ROWS, {}
    for each in said:
        table, _, number = each.rpartition("=")
        number = number.replace("_", "").replace(",", "")
        if not number.isascii() or not number.isdigit() or int(number) < 1:
            raise Mistake(
                f"--rows {each}: this is no number of rows",
                "Write for example: --rows 20 --rows beds=1000000",
            )
        if table:
            of[table] = int(number)
        else:
            rows = int(number)
    return rows, of


def _seconds(said: str) -> float:
    try:
        seconds = float(said)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1e6:
        raise Mistake(
            f"--patience {said}: this is no number of seconds", "Write for example: --patience 10"
        )
    return seconds
