"""All rules on migrations, in the order in which they are reported."""

from __future__ import annotations

from coldframe.check.migrations import (
    blocking_reference,
    claimed_nowhere,
    commit_inside,
    create_in_contract,
    destroys_stable_data,
    drop_in_expand,
    foreign_owner,
    idle_permit,
    model_differs,
    not_resumable,
    revision_fails,
    single_ordered_list,
    stable_references_preview,
    unclaimed_table,
)
from coldframe.check.rule import RuleModule

MIGRATION_RULES: tuple[RuleModule, ...] = (
    single_ordered_list,
    revision_fails,
    foreign_owner,
    idle_permit,
    stable_references_preview,
    blocking_reference,
    unclaimed_table,
    claimed_nowhere,
    destroys_stable_data,
    drop_in_expand,
    create_in_contract,
    commit_inside,
    not_resumable,
    model_differs,
)
