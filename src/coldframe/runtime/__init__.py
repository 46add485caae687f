"""The feature in use: what a host imports to keep its preview features off, named and contained.

Nothing but the standard library and `coldframe.declare` is loaded, and little of that before a
feature is asked for::

    from coldframe.runtime import Previews

    previews = Previews("shop.preview")

    if previews.enabled("loyalty"):
        ...
"""

from __future__ import annotations

from coldframe.runtime.previews import Previews
from coldframe.runtime.refusal import (
    EndedFeature,
    FeatureIsOff,
    ForbiddenFeature,
    Refusal,
    RefusedImport,
    UnknownFeature,
)
from coldframe.runtime.warned import PreviewWarning

__all__ = [
    "EndedFeature",
    "FeatureIsOff",
    "ForbiddenFeature",
    "PreviewWarning",
    "Previews",
    "Refusal",
    "RefusedImport",
    "UnknownFeature",
]
