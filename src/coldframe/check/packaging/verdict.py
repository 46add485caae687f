"""Whether a file of the host gets into its wheel."""

from __future__ import annotations

from typing import NamedTuple


class Verdict(NamedTuple):
    """``packed`` is None when it cannot be decided by reading; ``why`` says why, or why not.

    ``remedy`` is what to write, and where, so that the file gets in.
    """

    packed: bool | None
    why: str = ""
    remedy: str = ""


PACKED = Verdict(True)
