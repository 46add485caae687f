"""The host's releases in order."""

from __future__ import annotations

from typing import NamedTuple


class Release(NamedTuple):
    """One final release: version, day (ISO, or empty), tag; ``planned`` when in the future."""

    version: str
    day: str = ""
    tag: str = ""
    planned: bool = False
