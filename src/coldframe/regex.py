"""Regular expressions that are compiled when they are first used.

Compiling one takes longer than searching a file with it, and no run needs them all.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What ``re.compile`` gives, later: for a module's constants."""
    return _Later(pattern, flags)  # type: ignore[return-value]


class _Later:
    """Stands for a pattern; becomes as good as one when something is asked of it."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._given), name)
        setattr(self, name, value)  # the next time this is an ordinary attribute
        return value
