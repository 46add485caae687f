"""Reads ``[tool.coldframe.prove]``: what a feature has to prove before it is stable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coldframe.declare.settings import ProveSettings

if TYPE_CHECKING:
    from coldframe.declare.entries import Entries

# Thirty runs without a failure have a lower bound of 0.917 at 95 %: enough for 0.9.  A bound of
# 0.99 would take 268 of them.
DEFAULTS: dict[str, dict[str, str | float | bool]] = {
    "reliable": {
        "runs": 30,
        "days": 14.0,
        "pass_rate": 0.9,
        "confidence": 0.95,
        "flakes": 0.0,
        "coverage": 0.0,
    },
    "scalable": {
        "bound": "n log n",
        "tolerance": 0.1,
        "overhead": 0.05,
        "sizes": 4,
        "confidence": 0.95,
    },
    "usable": {"documented": 1.0},
    "reversible": {"databases": 1},
    "kept_apart": {"absent": False},
    "compatible": {"releases": 1},
    "accepted": {"reviews": 2.0, "approvals": 1.0, "adopters": 0.0},
}
UNASKED = ("accepted",)  # counts only where the settings ask for it
_SHARES = ("pass_rate", "coverage", "documented")
_MOST_CERTAIN = 0.9999


def demands_of(settings: ProveSettings, criterion: str) -> dict[str, Any]:
    """What ``criterion`` asks for here: what is written, and the defaults for the rest."""
    return {**DEFAULTS[criterion], **settings.demands.get(criterion, {})}


def prove_settings(entries: Entries) -> ProveSettings:
    """The settings in this table; raises Mistake for a value that is not right."""
    from coldframe.declare.settings_keys import DEMANDS

    off = entries.texts("off")
    for index, name in enumerate(off):
        if name not in DEMANDS:
            from coldframe.declare.entries import nearest

            raise entries.mistake(
                f"off contains {name!r}, which is no criterion",
                nearest(name, DEMANDS) or f"There are {', '.join(DEMANDS)}.",
                "off",
                index,
            )
    demands = {}
    for name, keys in DEMANDS.items():
        if name in entries.values:
            table = entries.table(name, keys)
            demands[name] = {key: _value(table, key) for key in table.values}
    return ProveSettings(entries.text("tests"), off, demands)


def _value(table: Entries, key: str) -> str | float | bool:
    from coldframe.declare.entries import FLAG, NUMBER, TEXT

    kind = table.keys[key].kind
    if kind == TEXT:
        return table.text(key)
    if kind == FLAG:
        return table.flag(key, False)
    if kind == NUMBER:
        return table.number(key, 1)
    if key == "confidence":
        return table.decimal(key, 0.5, _MOST_CERTAIN)
    return table.decimal(key, 0, 1 if key in _SHARES else float("inf"))
