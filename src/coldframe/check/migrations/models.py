"""The tables that the models of features define, read from their files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.surface.definition import TABLE

if TYPE_CHECKING:
    from coldframe.check.host import Host


def model_tables(host: Host) -> Iterator[tuple[str, int, str, str]]:
    """Path, line, table and feature of every table that the code of a feature defines.

    Tests and migrations define none.
    """
    for feature in host.features:
        if feature.forwards_to:
            continue
        paths = host.tree.under(feature.path) if feature.is_package else [feature.path]
        for path in paths:
            if not path.endswith(".py") or host.places.is_test(path):
                continue
            for definition in host.surface.of(path, (TABLE,)):
                if not definition.migration and not host.places.is_migration(path):
                    yield path, definition.line, definition.names[0], feature.name
