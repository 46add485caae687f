"""A permit that no revision needs would silently permit the next fault."""

from __future__ import annotations

from planted.case import TABLES, Case

BOTH = (
    'op.execute("UPDATE beds SET wet = 1 WHERE id = 1")\n'
    '    op.execute("DELETE FROM water_plans WHERE id = 1")'
)


def settings(revision: str = "003", table: str = "water_plans") -> dict[str, str]:
    return {
        "pyproject.toml": "[[tool.coldframe.database.permits]]\n"
        f'revision = "{revision}"\ntable = "{table}"\n'
        'reason = "Both in one step."\nclean_up = "Nothing is left."\n'
    }


FAULTS = (
    Case("the step has been repaired", {**TABLES, "003": "pass"}, files=settings()),
    Case("another revision", {**TABLES, "003": BOTH}, files=settings("002")),
    Case("no such revision", {**TABLES, "003": BOTH}, files=settings("3")),
    Case("another table", {**TABLES, "003": BOTH}, files=settings(table="beds")),
)

NEAR_MISSES = (
    Case("what is permitted", {**TABLES, "003": BOTH}, files=settings()),
    Case("by a glob", {**TABLES, "003": BOTH}, files=settings(table="water_*")),
)
