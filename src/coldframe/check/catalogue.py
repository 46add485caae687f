"""All built-in rules, in the order in which they are reported."""

from __future__ import annotations

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
from coldframe.check.rule import Rule, RuleModule

RULES: tuple[RuleModule, ...] = (
    stable_imports_preview,
    stable_names_preview,
    undecided,
    undeclared_need,
    exception_without_reason,
    expired_exception,
    idle_exception,
)


def rule_named(name: str) -> RuleModule | None:
    """The built-in rule of that name."""
    return next((module for module in RULES if module.RULE.name == name), None)


def records() -> tuple[Rule, ...]:
    """The records of all built-in rules."""
    return tuple(module.RULE for module in RULES)
