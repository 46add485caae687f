"""The label in the log of a process that starts: which previews are on, once."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from coldframe.runtime import gate
from coldframe.runtime.inventory import inventory
from coldframe.runtime.one_line import one_line

if TYPE_CHECKING:
    from coldframe.runtime.inventory import State

_announced: set[tuple[str, str]] = set()
_RULE = "=" * 78


def announce(
    previews: gate.Gate, logger: logging.Logger | logging.LoggerAdapter[Any] | None = None
) -> None:
    """Log, as warnings of one line each, every feature that is on and was not announced yet."""
    logger = logger or logging.getLogger(previews.tree)
    states = inventory(previews)
    with gate._lock:
        new = [
            state for state in states if state.on and (previews.tree, state.name) not in _announced
        ]
        _announced.update((previews.tree, state.name) for state in new)
    if new:
        for line in _lines(previews, new):
            logger.warning("%s", line)


def _lines(previews: gate.Gate, states: Sequence[State]) -> Iterator[str]:
    rows = [
        (
            one_line(state.name),
            f"since {one_line(state.since) or '?'}",
            f"until {one_line(state.until) or '?'}",
            f"by {one_line(state.by)}",
        )
        for state in states
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    yield _RULE
    yield f"{one_line(previews.label).upper()} FEATURES OF {previews.tree} THAT ARE ON: {len(rows)}"
    for state, row in zip(states, rows, strict=True):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()
        yield f"  {' ' * widths[0]}  {one_line(previews.consent(state.name))}"
    yield _RULE
