"""``coldframe status``: every preview feature and its clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from coldframe.check.inventory.records import Inventory
    from coldframe.prove.verdict import Verdict
    from coldframe.report.terminal import Style

HELP = "Show every preview feature: its age, its deadline and what holds it back."
FORMATS = ("text", "json", "html")


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe status``."""
    parser.epilog = (
        "Nothing has to be set up. Exit codes: 0 shown (overdue or not), 2 misconfigured or\n"
        "misused. To fail when a feature is overdue: coldframe check"
    )
    add = parser.add_argument
    add("path", nargs="?", default=".", help="anywhere in the repository (default: here)")
    add("--feature", default="", metavar="NAME", help="the whole story of one feature")
    add(
        "--at",
        default="",
        metavar="RELEASE",
        help="as of a past release, or projected to a future one; +2: two cycles on",
    )
    add("--format", default="text", metavar="FORMAT", help=f"{', '.join(FORMATS)}")
    add("--json", action="store_true", help="the same as --format json")
    add("--output", default="", metavar="FILE", help="write there instead of the terminal")


def run(arguments: Namespace) -> int:
    """0: the inventory is shown, whatever it says."""
    form = "json" if arguments.json else arguments.format
    if form not in FORMATS:
        raise Mistake(f"there is no format {form!r}", f"There are {', '.join(FORMATS)}.")
    from coldframe.check.status import status
    from coldframe.cli.progress import progress

    say, done = progress()
    try:
        inventory = status(arguments.path, arguments.at, say)
        verdicts = {} if arguments.at else _verdicts(arguments, say)
    finally:
        done()
    if arguments.output:
        from coldframe.cli.saved import save

        save(arguments.output, _rendered(form, inventory, verdicts, arguments))
    else:
        from coldframe.report.terminal import write

        write(sys.stdout, _rendered(form, inventory, verdicts, arguments))
    return 0


def _verdicts(arguments: Namespace, say: Callable[[str], None]) -> dict[str, Verdict]:
    """What evidence says of the features that are shown; nothing where there is none."""
    from coldframe.prove.standing import standings

    say("reading the evidence")
    try:
        found = standings(arguments.path)
    except ModuleNotFoundError:  # without the extra `prove` there is nothing to show
        return {}
    wanted = arguments.feature
    return {m: one for m, one in found.items() if wanted in ("", m, one.feature.name)}


def _rendered(
    form: str, inventory: Inventory, verdicts: dict[str, Verdict], arguments: Namespace
) -> str:
    if form == "json":
        from coldframe.report.status_json import render as as_json

        return as_json(inventory, arguments.feature, verdicts)
    if form == "html":
        if arguments.feature:
            raise Mistake(
                "--feature has no page of its own", "Leave out --feature or --format html."
            )
        from coldframe.report.status_html import render as as_html

        return as_html(inventory)
    from coldframe.report.terminal import Style, style_for, width_of

    style = Style() if arguments.output else style_for(sys.stdout)
    width = 120 if arguments.output else width_of(sys.stdout, 120)
    if arguments.feature:
        from coldframe.report.status_story import render as as_story

        story = as_story(inventory, arguments.feature, style=style, width=width)
        return story + _standing(verdicts, style, width)
    from coldframe.report.status_text import render as as_text

    return as_text(inventory, style=style, width=width) + _standing(verdicts, style, width)


def _standing(verdicts: dict[str, Verdict], style: Style, width: int) -> str:
    if not verdicts:
        return ""
    from coldframe.report.standing_text import render

    return render(verdicts, style=style, width=width)
