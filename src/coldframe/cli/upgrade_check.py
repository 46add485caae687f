"""``coldframe upgrade-check``: what the next release does to one site, before it does."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from coldframe.operate.upgrade_check.upgrade_check import UpgradeCheck

FORMATS = ("text", "json")


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe upgrade-check``."""
    parser.epilog = (
        "Files: *.conf, *.ini and *.cfg as oslo.config reads them, .env, settings of Django\n"
        "(*.py), *.yaml, *.toml; folders are searched. Nothing is imported. Of values only class\n"
        "paths and names that are judged are shown.\n"
        "Exit codes: 0 nothing stops the start; 1 something does; 2 misconfigured or misused."
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
    add("--json", action="store_true", help="for programs")


def run(arguments: Namespace) -> int:
    """0: nothing stops the start; 1: something does."""
    from coldframe.operate.upgrade_check.upgrade_check import upgrade_check
    from coldframe.report.terminal import write

    found = upgrade_check(
        arguments.to,
        arguments.files,
        site_packages=arguments.site_packages,
        version=arguments.release,
    )
    write(sys.stdout, _rendered(found, arguments))
    return 1 if found.stops else 0


def _rendered(found: UpgradeCheck, arguments: Namespace) -> str:
    if arguments.json:
        from coldframe.report.site_json import render as as_json

        return as_json(found)
    from coldframe.report.site_text import render as as_text
    from coldframe.report.terminal import style_for, width_of

    return as_text(found, style=style_for(sys.stdout), width=width_of(sys.stdout, 120))
