"""Which side of the fence a reference stands on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.source.references.reference import Reference

# Forms that load the module when the line runs; all others only name it.
IMPORTING_FORMS = frozenset({"import", "attribute", "dynamic_import", "lazy_import", "executed"})


def from_stable(host: Host) -> Iterator[Reference]:
    """The references that stand in stable code, docs or configuration."""
    for reference in host.references:
        if not any(reference.path.startswith(tree.path + "/") for tree in host.preview_trees):
            yield reference
