"""All criteria, in the order in which they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.settings_prove import UNASKED
from coldframe.prove.criteria import (
    accepted,
    compatible,
    kept_apart,
    reliable,
    reversible,
    scalable,
    usable,
)
from coldframe.prove.criteria.criterion import CriterionModule

if TYPE_CHECKING:
    from coldframe.declare.settings import ProveSettings

CRITERIA: tuple[CriterionModule, ...] = (
    reliable,
    scalable,
    usable,
    reversible,
    kept_apart,
    compatible,
    accepted,
)


def wanted(settings: ProveSettings) -> list[CriterionModule]:
    """Those that count here: all but what is off, and what nobody has asked for."""
    return [
        module
        for module in CRITERIA
        if module.CRITERION.name not in settings.off
        and (module.CRITERION.name not in UNASKED or module.CRITERION.name in settings.demands)
    ]
