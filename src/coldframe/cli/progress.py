"""One line that says what is being done, on a terminal; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable


def progress() -> tuple[Callable[[str], None], Callable[[], None]]:
    """What says the present step, and what wipes the line when all is done."""
    stream = sys.stderr
    if not stream.isatty() or not sys.stdout.isatty():
        return (lambda doing: None), (lambda: None)

    def say(doing: str) -> None:
        stream.write(f"\r\x1b[K{doing} …")
        stream.flush()

    def done() -> None:
        stream.write("\r\x1b[K")
        stream.flush()

    return say, done
