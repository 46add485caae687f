"""Loggers that are called after their modules: they get other names when code moves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coldframe.source.tree import Tree

_LOGGER = re.compile(rb"\bget_?[lL]ogger\(__name__\)")


def logger_note(tree: Tree, code: Iterable[str], package: str) -> str:
    """What to say about the loggers in the modules ``code``, now in ``package``; ``""`` if none."""
    count = sum(1 for path in code if path.endswith(".py") and _LOGGER.search(tree.read(path)))
    if not count:
        return ""
    return (
        f"Loggers that are called after their modules get names that begin with {package}"
        f" ({count} of them); filters and levels of logging may name the old ones."
    )
