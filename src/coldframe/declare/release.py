"""One release of the host."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

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
