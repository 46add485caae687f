"""What all commands with a plan have in common: show it, or carry it out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from coldframe.resolve.plan import Plan


def add_plan_arguments(parser: ArgumentParser, *, commits: bool = True) -> None:
    """``--apply``, ``--diff``, ``--verbose`` and ``--json``; ``--no-commit`` with ``commits``."""
    parser.add_argument("--apply", action="store_true", help="write it; without, it is only shown")
    if commits:
        help_text = "with --apply: write files only, and commit and stage nothing"
        parser.add_argument("--no-commit", action="store_true", help=help_text)
    parser.add_argument("--diff", action="store_true", help="show every line that would change")
    parser.add_argument("--verbose", action="store_true", help="list every file and place")
    parser.add_argument("--json", action="store_true", help="print the plan as JSON")


def finish(plan: Plan, arguments: Namespace) -> int:
    """Show ``plan``, after applying it if that is wanted.

    0: shown, or written; 1: the plan has refusals, and nothing is written.
    """
    applied = None
    if arguments.apply and not plan.refusals:
        from coldframe.resolve.apply import apply

        applied = apply(plan, commit=not getattr(arguments, "no_commit", False))
    if arguments.json:
        from coldframe.report.plan_json import render as as_json

        sys.stdout.write(as_json(plan, applied=applied))
    else:
        from coldframe.report.plan_text import render as as_text
        from coldframe.report.terminal import width_of, write

        text = as_text(
            plan,
            applied=applied,
            with_diff=arguments.diff,
            verbose=arguments.verbose,
            width=width_of(sys.stdout),
        )
        write(sys.stdout, text)
    return 1 if plan.refusals else 0
