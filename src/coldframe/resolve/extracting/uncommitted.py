"""Refuses to extract what git does not have: the new history would not lead to it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.source.git import git

if TYPE_CHECKING:
    from coldframe.resolve.extracting.origin import Origin
    from coldframe.resolve.plan import Plan


def refuse_uncommitted(plan: Plan, origin: Origin) -> None:
    """Raise Mistake if a file that comes along is not as it is in the last commit."""
    if not origin.commit:
        return
    told = git(
        origin.root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--",
        *sorted({arrival.source for arrival in plan.arrivals}),
    )  # fmt: skip
    changed = [os.fsdecode(line[3:]) for line in told.split(b"\0") if line]
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise Mistake(
            f"{changed[0]}{more} has changes that are not committed",
            "Commit or stash them, and run the command once more.",
        )
