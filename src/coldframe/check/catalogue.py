"""All built-in rules, in the order in which they are reported.

Those on migrations stand in a catalogue of their own: no check loads them.
"""

from __future__ import annotations

from coldframe.check.approval import missing_owner, missing_spec, unapproved_spec
from coldframe.check.clock import due_soon, overdue, stale_alias, stale_renewal
from coldframe.check.exceptions import (
    exception_without_reason,
    expired_exception,
    idle_exception,
)
from coldframe.check.isolation import (
    stable_imports_preview,
    stable_names_preview,
    undecided,
    undeclared_need,
)
from coldframe.check.labels import (
    unlabelled_command,
    unlabelled_docs,
    unlabelled_option,
    unlabelled_release_note,
    unlabelled_route,
)
from coldframe.check.optional import hard_dependency, on_by_default, unguarded_plug_point
from coldframe.check.overlap import hook_order, shared_claim, shared_hook
from coldframe.check.placement import (
    misplaced_tests,
    missing_docs,
    missing_tests,
    not_packaged,
    orphan_declaration,
    target_taken,
    undeclared_feature,
)
from coldframe.check.probe import breaks_discovery, leaks_at_import
from coldframe.check.rule import Rule, RuleModule

RULES: tuple[RuleModule, ...] = (
    stable_imports_preview,
    stable_names_preview,
    undecided,
    undeclared_need,
    undeclared_feature,
    orphan_declaration,
    misplaced_tests,
    missing_tests,
    missing_docs,
    target_taken,
    not_packaged,
    missing_spec,
    unapproved_spec,
    missing_owner,
    overdue,
    due_soon,
    stale_renewal,
    stale_alias,
    on_by_default,
    hard_dependency,
    unguarded_plug_point,
    unlabelled_option,
    unlabelled_command,
    unlabelled_docs,
    unlabelled_release_note,
    unlabelled_route,
    shared_claim,
    shared_hook,
    hook_order,
    leaks_at_import,
    breaks_discovery,
    exception_without_reason,
    expired_exception,
    idle_exception,
)


def every_rule() -> tuple[RuleModule, ...]:
    """All built-in rules, those on migrations last."""
    from coldframe.check.migrations.catalogue import MIGRATION_RULES

    return RULES + MIGRATION_RULES


def rule_named(name: str) -> RuleModule | None:
    """The built-in rule of that name."""
    return next((module for module in every_rule() if module.RULE.name == name), None)


def records() -> tuple[Rule, ...]:
    """The records of all built-in rules."""
    return tuple(module.RULE for module in every_rule())
