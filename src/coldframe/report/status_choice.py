"""Finds the one feature that a name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.inventory.records import Departed, Inventory, Row


def chosen(inventory: Inventory, name: str) -> Row | Departed:
    """The feature called ``name``, by its name or its dotted name, here or departed.

    Raises Mistake if there is none, or several.
    """
    module = name.replace("/", ".").removesuffix(".py").strip(".")
    found = [row for row in inventory.rows if module in (row.name, row.feature.module)]
    if len(found) > 1:
        raise Mistake(
            f"{len(found)} features are called {name}",
            f"Say which: {' or '.join(row.feature.module for row in found)}.",
        )
    if found:
        return found[0]
    for departed in inventory.departed:
        if module in (departed.name, departed.module):
            return departed
    for shared in inventory.shared:
        if module in (shared, shared.rpartition(".")[2]):
            raise Mistake(
                f"{name} is no feature: it is taken for what features share",
                f'If it is one: features = ["{shared}"] in the settings.',
            )
    from difflib import get_close_matches

    known = [row.name for row in inventory.rows] + [one.name for one in inventory.departed]
    near = get_close_matches(name, known, 3, 0.5)
    raise Mistake(
        f"there is no feature {name!r}",
        f"Did you mean {' or '.join(near)}?" if near else "`coldframe status` lists them all.",
    )
