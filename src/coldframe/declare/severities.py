"""Reads the tables that give rules another severity, of ``check`` and of ``compat diff``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.declare.entries import Entries


def severities(entries: Entries) -> dict[str, str]:
    """The table ``rules``: severities by rule; raises Mistake for a word that is none."""
    from coldframe.declare.entries import listed, nearest

    found = entries.free_table("rules")
    choices = entries.keys["rules"].choices
    for name, severity in found.items():
        if severity not in choices:
            meant = {"warning": "warn", "warn": "warning"}.get(severity, severity)
            raise entries.mistake(
                f"rules.{name} is {severity!r}; it must be {listed(choices)}",
                nearest(meant, choices) or f'Write for example: {name} = "{choices[1]}"',
                "rules",
                name,
            )
    return found
