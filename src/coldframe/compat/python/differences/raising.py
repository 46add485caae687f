"""Exceptions that are new, or no longer come."""

from __future__ import annotations

import builtins
from collections.abc import Iterator

from coldframe.compat.python.differences.difference import Difference
from coldframe.compat.python.entry import Entry
from coldframe.compat.python.pair import Pair, place


def exception_differences(pair: Pair, base: Entry, head: Entry) -> Iterator[Difference]:
    """What is raised or documented now and was not; those that old handlers catch are none."""
    for name in head.raises:
        if not any(_caught(pair, name, old) for old in base.raises):
            yield Difference("exception_added", place(base), place(head), (("name", name),))
    for name in base.raises:
        if not any(_caught(pair, new, name) for new in head.raises):
            yield Difference("exception_removed", place(base), place(head), (("name", name),))


def _caught(pair: Pair, name: str, handler: str) -> bool:
    """Whether a handler for the one catches the other."""
    if name.rpartition(".")[2] == handler.rpartition(".")[2]:
        return True
    one, other = getattr(builtins, name, None), getattr(builtins, handler, None)
    if isinstance(one, type) and isinstance(other, type):
        return issubclass(one, other)
    if pair.derived(name, handler):
        return True
    known = pair.head.entries.get(name)
    return known is not None and any(
        base != name and _caught(pair, base, handler) for base in known.bases
    )
