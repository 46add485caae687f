"""Every rule of ``compat diff``, by its name."""

from __future__ import annotations

from typing import NamedTuple


class CompatRule(NamedTuple):
    """What a rule says; ``message`` has names in braces, which are filled in."""

    name: str
    surface: str
    severity: str
    direction: str
    message: str
    why: str
    hint: str


def compat_rules() -> list[CompatRule]:
    """Those on REST, then those on Python; a name may be in both."""
    from coldframe.compat.python.rules import RULES as PYTHON
    from coldframe.compat.rest.rules import RULES as REST

    return [
        *(
            CompatRule(r.name, "REST", r.severity, r.direction, r.message, r.why, r.hint)
            for r in REST
        ),
        *(CompatRule(r.name, "Python", r.severity, "", r.message, r.why, r.hint) for r in PYTHON),
    ]


def compat_rules_named(name: str) -> list[CompatRule]:
    """The rules of this name: none, one, or one of each surface."""
    return [rule for rule in compat_rules() if rule.name == name]
