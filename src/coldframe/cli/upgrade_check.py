"""``coldframe upgrade-check``: what the next release does to one site, before it does."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from coldframe.operate.loss_plan import LossPlan
    from coldframe.operate.upgrade_check.upgrade_check import UpgradeCheck


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe upgrade-check``."""
    parser.epilog = (
        "Files: *.conf, *.ini and *.cfg as oslo.config reads them, .env, settings of Django\n"
        "(*.py), *.yaml, *.toml; folders are searched. Nothing is imported. Of values only class\n"
        "paths and names that are judged are shown.\n"
        "With a database, which is only read, its pending revisions run on a scratch database.\n"
        "Exit codes: 0 nothing stops the start; 1 something does, or a client breaks;\n"
        "2 misconfigured or misused."
    )
    add = parser.add_argument
    add("files", nargs="*", metavar="FILE", help="the site's configuration: files and folders")
    add("--to", required=True, metavar="RELEASE", help="the new release: its wheel, or its sources")
    add("--release", default="", metavar="VERSION", help="its version, if it does not say it")
    add(
        "--site-packages",
        action="append",
        default=[],
        metavar="DIR",
        help="where the present release is installed (default: this interpreter); repeatable",
    )
    add(
        "--client-spec",
        action="append",
        default=[],
        metavar="FILE",
        help="an OpenAPI document from which an API client of the site was made: what breaks for"
        " it; repeatable",
    )
    add(
        "--target-spec",
        default="",
        metavar="FILE",
        help="the OpenAPI document of the new release (default: the one that it carries)",
    )
    add("--fix", default="", metavar="DIR", help="write corrected copies of the files there")
    add("--database", default="", metavar="URL", help="the site's database: what will be lost")
    add(
        "--database-from",
        default="",
        metavar="SOURCE",
        help="a file with the URL in it, or env:VARIABLE: passwords stay off the command line",
    )
    add("--scratch", default="", metavar="URL", help="a server for scratch databases (SQLite)")
    add("--scratch-from", default="", metavar="SOURCE", help="where that URL is")
    add("--python", default="", metavar="PATH", help="the interpreter that can run its revisions")
    add("--json", action="store_true", help="for programs")


def run(arguments: Namespace) -> int:
    """0: nothing stops the start; 1: something does, or a client breaks."""
    if arguments.target_spec and not arguments.client_spec:
        raise Mistake("--target-spec is compared with clients, and none is named",
                      "Add --client-spec FILE.")  # fmt: skip
    from coldframe.operate.upgrade_check.upgrade_check import upgrade_check
    from coldframe.report.terminal import write

    plan = _losses(arguments)
    found = upgrade_check(
        arguments.to,
        arguments.files,
        site_packages=arguments.site_packages,
        version=arguments.release,
        clients=arguments.client_spec,
        target=arguments.target_spec,
    )
    copies: dict[str, str] = {}
    if arguments.fix:
        from coldframe.operate.upgrade_check.fixing import fix

        copies = fix(found, arguments.fix)
    write(sys.stdout, _rendered(found, plan, copies, arguments))
    return 1 if found.breaks or (plan is not None and plan.trouble) else 0


def _losses(arguments: Namespace) -> LossPlan | None:
    """What the upgrade does to the site's database, if that is named."""
    if not (arguments.database or arguments.database_from):
        return None
    if arguments.database and arguments.database_from:
        raise Mistake("--database and --database-from name two databases", "Leave one of them out.")
    from coldframe.cli.migrations.running import in_host_python
    from coldframe.cli.migrations.site import scratch
    from coldframe.cli.progress import progress
    from coldframe.operate.address import address, address_from
    from coldframe.operate.migrations_plan import migrations_plan
    from coldframe.operate.upgrade_check.unpacked import as_folder

    site = (
        address_from(arguments.database_from)
        if arguments.database_from
        else address(arguments.database)
    )
    server = scratch(arguments)
    if not arguments.site_packages:  # in the other interpreter it would be that one's
        arguments.site_packages = [p for p in sys.path if p and os.path.isdir(p)]
        sys.argv += [f"--site-packages={place}" for place in arguments.site_packages]
    to = arguments.to
    arguments.path = to if os.path.isdir(to) else os.path.dirname(to) or "."
    in_host_python(arguments)
    say, done = progress()
    try:
        with as_folder(to) as folder:
            return migrations_plan(site, folder, scratch=server, progress=say)
    finally:
        done()


def _rendered(
    found: UpgradeCheck, plan: LossPlan | None, copies: dict[str, str], arguments: Namespace
) -> str:
    if arguments.json:
        from coldframe.report.site_json import render as as_json

        return as_json(found, plan, copies)
    from coldframe.report.site_text import render as as_text
    from coldframe.report.terminal import style_for, width_of

    style, width = style_for(sys.stdout), width_of(sys.stdout, 120)
    return as_text(found, plan, copies, style=style, width=width)
