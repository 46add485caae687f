"""All rules on migrations, in the order in which they are reported."""

from __future__ import annotations

from coldframe.check.migrations import (
    foreign_owner,
    idle_permit,
    model_differs,
    not_resumable,
    revision_fails,
    single_ordered_list,
)
from coldframe.check.rule import RuleModule

MIGRATION_RULES: tuple[RuleModule, ...] = (
    single_ordered_list,
    revision_fails,
    foreign_owner,
    idle_permit,
    not_resumable,
    model_differs,
)
