"""Previews that a whole process does without: ``COLDFRAME_FORBID``.

The variable is read by every host in the process, so it reaches the dependencies of a service
as well.  Its entries are separated by commas: ``all``, a package (``trl``), a preview tree
(``trl.experimental``), a feature by its whole name (``trl.experimental.gold``) or by its short
one (``gold``).  Whoever takes the variable for a switch means all: ``1``, ``true``, ``yes``,
``on`` and ``*`` do the same.
"""

from __future__ import annotations

import os

VARIABLE = "COLDFRAME_FORBID"
_ALL = frozenset({"all", "*", "1", "true", "yes", "on"})


def names_in(text: str) -> list[str]:
    """The names in a list that is separated by commas or blanks."""
    return text.replace(",", " ").split()


def forbidden_by(tree: str, feature: str) -> str:
    """The entry of ``COLDFRAME_FORBID`` that forbids this feature, or ``""``."""
    text = os.environ.get(VARIABLE, "")
    if not text:
        return ""
    whole = f"{tree}.{feature}"
    for entry in names_in(text):
        if entry.lower() in _ALL or entry == feature or f"{whole}.".startswith(f"{entry}."):
            return entry
    return ""
