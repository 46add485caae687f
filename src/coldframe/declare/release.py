"""One release of the host."""

from __future__ import annotations

from typing import NamedTuple


class Release(NamedTuple):
    """One final release: version, day (ISO, or empty), tag; ``planned`` when in the future.

    ``projected`` releases are nobody's plan but a guess by the calendar's own pattern.
    """

    version: str
    day: str = ""
    tag: str = ""
    planned: bool = False
    projected: bool = False

    def __str__(self) -> str:
        return f"~{self.version}" if self.projected else self.version
