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
    """Those on REST, on Python, on what is declared; a name may be in several."""
    from coldframe.compat.declared.registry import KINDS
    from coldframe.compat.python.rules import RULES as PYTHON
    from coldframe.compat.rest.rules import RULES as REST

    return [
        *(
            CompatRule(r.name, "REST", r.severity, r.direction, r.message, r.why, r.hint)
            for r in REST
        ),
        *(CompatRule(r.name, "Python", r.severity, "", r.message, r.why, r.hint) for r in PYTHON),
        *(
            CompatRule(
                r.name, kind.name.replace("_", " "), r.severity, "", r.message, r.why, r.hint
            )
            for kind in KINDS
            for r in kind.rules.values()
        ),
    ]


def compat_rules_named(name: str) -> list[CompatRule]:
    """The rules of this name: none, one, or one of each surface."""
    return [rule for rule in compat_rules() if rule.name == name]
