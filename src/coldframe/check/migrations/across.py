"""One finding for what several databases show, with their names where they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.database.history import History
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host


def across(host: Host, found: Callable[[History], Iterator[Finding]]) -> Iterator[Finding]:
    """What ``found`` says of each history, each place and message once.

    What only some of several databases show names them.
    """
    shown: dict[tuple[str, int, str], tuple[Finding, dict[str, None]]] = {}
    for history in host.histories:
        for finding in found(history):
            key = (finding.path, finding.line, finding.message)
            shown.setdefault(key, (finding, {}))[1][history.database] = None
    everywhere = {history.database for history in host.histories}
    for finding, databases in shown.values():
        if databases.keys() != everywhere and finding.message.count(next(iter(databases))) == 0:
            yield finding._replace(message=f"{finding.message} (on {', '.join(databases)})")
        else:
            yield finding
