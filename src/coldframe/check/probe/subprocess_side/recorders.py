"""Registries that can be added to but not listed: their door is watched instead."""

from __future__ import annotations

import atexit
import codecs
from collections.abc import Callable
from typing import Any

from .naming import name_of


class Recorders:
    """Stands before ``codecs.register``, ``codecs.register_error`` and ``atexit.register``.

    They are put in place before the first snapshot, so they do not count as patches.
    """

    def __init__(self) -> None:
        self._codecs: list[str] = []
        self._handlers: list[str] = []
        self._exits: list[str] = []
        self._stand_before(codecs, "register", self._codecs, 0)
        self._stand_before(codecs, "register_error", self._handlers, 0)
        self._stand_before(atexit, "register", self._exits, 0)
        self._exit_count = self._count()

    def learn(self) -> None:
        """Nothing new to look at."""

    def take(self) -> dict[tuple[str, str], str]:
        """What has been registered since."""
        state = {("the codecs", f"search function {name}"): "" for name in self._codecs}
        state.update({("the codecs", f"error handler {name}"): "" for name in self._handlers})
        state.update({("the exit handlers", name): "" for name in self._exits})
        # Registered in some other way; the count is all that is visible.
        hidden = self._count() - self._exit_count - len(self._exits)
        if hidden > 0:
            state["the exit handlers", f"{hidden} of unknown origin"] = ""
        return state

    @staticmethod
    def _count() -> int:
        count = getattr(atexit, "_ncallbacks", None)
        return count() if count else 0

    @staticmethod
    def _stand_before(module: Any, name: str, seen: list[str], at: int) -> None:
        original: Callable[..., Any] = getattr(module, name)

        def register(*args: Any, **named: Any) -> Any:
            result = original(*args, **named)
            if len(args) > at:
                seen.append(args[at] if isinstance(args[at], str) else name_of(args[at]))
            return result

        setattr(module, name, register)
